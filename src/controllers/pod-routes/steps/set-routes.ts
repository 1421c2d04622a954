import type { Outcome } from '#base/outcome.ts';
import { podNetworkRoutes } from '#domain/network/pod-network-routes.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { RoutesScope } from '../scope.ts';

/** Most machines changed in one pass: the limit on effects. */
const batch = 64;

/** Pre: machines joined. Changes: pod routes of the machines whose own journal says otherwise, and of no other. Woken by: Nodes and journals. */
export async function setRoutes(scope: RoutesScope, pass: Pass): Promise<Outcome> {
  const differing = scope.behind.filter(({ machine }) => machine.status?.providerId !== undefined).slice(0, batch);
  if (differing.length === 0) return { outcome: 'proceed' };
  const wanted = podNetworkRoutes.wanted(scope.routes);
  const results = await Promise.all(
    differing.map(async ({ applied, machine }) => {
      const { name } = machine.metadata;
      const missing = podNetworkRoutes.missing(applied, scope.routes, name);
      const result = await pass.host.exec({
        provider: scope.cluster.spec.provider,
        machine: machine.status?.providerId ?? '',
        target: { resource: 'routes', name: keyText(machine) },
        command: {
          command: ['slipway-host', 'routes'],
          input: new TextEncoder().encode(wanted(name)),
          signal: pass.signal,
        },
        reason: {
          varies: true,
          because: [`Cluster ${keyText(scope.cluster)} spec.network.cni`],
          after: [
            effects.machine(keyText(machine)),
            ...missing.map((other) => effects.machine(`${machine.metadata.namespace}/${other}`)),
          ],
        },
      });
      return result.exitCode === 0 ? [] : [`${machine.metadata.name}: ${result.errors.trim()}`];
    }),
  );
  const failures = results.flat();
  const wokenBy = [{ by: 'journal' }] as const;
  if (failures.length > 0)
    return {
      outcome: 'wait',
      reason: 'RoutesFailed',
      message: failures.join('; '),
      wokenBy,
      atMostMilliseconds: 5_000,
    };
  return {
    outcome: 'progressed',
    reason: 'RoutesSet',
    message: `set pod routes on ${differing.map(({ machine }) => machine.metadata.name).join(', ')}`,
    wokenBy,
  };
}
