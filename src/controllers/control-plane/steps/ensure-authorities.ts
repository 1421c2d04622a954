import { Secret } from '#api/builtin/secret.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import { secretData } from '../../reading/secret-data.ts';
import { mintAuthorities } from '../mint-authorities.ts';
import { readSupplied } from '../read-supplied.ts';
import type { ControlPlaneScope } from '../scope.ts';

function initialized(scope: ControlPlaneScope): boolean {
  const observed = scope.endpoint?.read?.observed;
  const marked = observed?.state === 'present' && observed.facts.initializedBy !== undefined;
  return marked || scope.controlPlane.status?.initialized !== undefined;
}

/**
 * Pre: none. Changes: makes the cluster's authorities, once in its life. A cluster that was initialised never gets new ones:
 * missing state is not a new cluster.
 */
export async function ensureAuthorities(scope: ControlPlaneScope, pass: Pass): Promise<Outcome> {
  if (scope.authorities) return { outcome: 'proceed' };
  const { controlPlane } = scope;
  const key = { namespace: controlPlane.metadata.namespace, name: secretNames.authorities(controlPlane.spec.cluster) };
  if (scope.endpoint?.failure) return scope.endpoint.failure;
  if (initialized(scope)) {
    return {
      outcome: 'stall',
      reason: 'AuthoritiesLost',
      message: `Secret ${key.namespace}/${key.name} is gone, but the cluster was initialised with it: put it back from a backup; new authorities would cut off every machine`,
    };
  }
  if (await pass.store.live(Secret, key)) {
    return {
      outcome: 'wait',
      reason: 'CacheBehind',
      message: 'waits to see its own Secret',
      wokenBy: [{ by: 'object', what: `Secret ${key.namespace}/${key.name}` }],
      atMostMilliseconds: 1_000,
    };
  }
  const supplied = await readSupplied(scope, pass);
  if (supplied && 'stall' in supplied) return supplied.stall;
  const secret = {
    metadata: key,
    type: 'slipway.dev/authorities',
    data: secretData(await mintAuthorities(pass.pki, supplied)),
  };
  await pass.write.ensure(Secret, secret, {
    because: [`ControlPlane ${keyText(controlPlane)}`],
    after: [effects.object('ControlPlane', keyText(controlPlane))],
  });
  return {
    outcome: 'progressed',
    reason: 'AuthoritiesMade',
    message: `made the certificate authorities${supplied ? ` from Secret ${supplied.from}` : ''}`,
    wokenBy: [{ by: 'object', what: `Secret ${key.namespace}/${key.name}` }],
  };
}
