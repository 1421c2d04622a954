import { nearest } from '#base/nearest.ts';
import type { Outcome } from '#base/outcome.ts';
import type { ClusterScope } from '../scope.ts';

function notFound(kind: string, name: string, known: readonly string[]): Outcome {
  const suggestion = nearest(name, known);
  const cure = suggestion === undefined ? `known: ${known.join(', ') || 'none'}` : `did you mean ${suggestion}?`;
  return { outcome: 'stall', reason: `${kind}NotFound`, message: `there is no ${kind} ${name}; ${cure}` };
}

/** Pre: none. Changes nothing. Woken by: Providers and PlatformReleases, which wake every Cluster that names them. */
export async function checkReferences(scope: ClusterScope): Promise<Outcome> {
  const { cluster, provider, release } = scope;
  if (!release) return notFound('PlatformRelease', cluster.spec.release, scope.known.releases);
  if (!provider) return notFound('Provider', cluster.spec.provider, scope.known.providers);
  const allowed = provider.spec.allowedNamespaces;
  if (allowed && !allowed.includes(cluster.metadata.namespace ?? '')) {
    return {
      outcome: 'stall',
      reason: 'ProviderNotAllowed',
      message: `Provider ${provider.metadata.name} does not serve namespace ${cluster.metadata.namespace}: its spec.allowedNamespaces lists ${allowed.join(', ')}`,
    };
  }
  if (scope.view?.failure) return scope.view.failure;
  const invalid = scope.view?.read.port.model.validate(provider.spec.docker) ?? [];
  if (invalid.length > 0) {
    return {
      outcome: 'stall',
      reason: 'ProviderInvalid',
      message: `Provider ${provider.metadata.name}: ${invalid.join(' ')}`,
    };
  }
  const problem = scope.view?.read.host.problems[0];
  return problem ? { outcome: 'stall', reason: problem.reason, message: problem.message } : { outcome: 'proceed' };
}
