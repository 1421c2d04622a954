import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import type { Contender } from '#domain/scaling/initialization-turn.ts';
import type { Pass, ProviderPort } from '#runtime/pass.ts';
import { conditionOf } from '../reading/condition-of.ts';
import { keyText } from '../reading/key-text.ts';

/** The others that initialise or wait to at one provider, and how many may at a time. */
export interface Rivals {
  readonly limit: number;
  readonly others: readonly Contender[];
  /** Now, to the millisecond: for one that asks. */
  readonly moment: string;
}

/** What one says on its way to the mark. Whoever says anything else is held up by something of its own and holds up nobody. */
const onTheWay: ReadonlySet<string> = new Set([
  'AuthoritiesMade',
  'BackendsPublished',
  'CacheBehind',
  'InitializationClaimed',
  'MachineDeclared',
  'WaitingForEndpoint',
  'WaitingForTurn',
]);

/** The Machine that was chosen initialises as long as it is there and does not say that it failed. */
function initialises(machines: readonly Machine[], initializer: string): boolean {
  const machine = machines.find(({ metadata }) => metadata.uid === initializer);
  return machine !== undefined && !machine.metadata.deletionTimestamp && machine.status?.bootstrap?.state !== 'Failed';
}

function contender(other: ControlPlane, cluster: Cluster, machines: readonly Machine[]): Contender | undefined {
  const { metadata, status } = other;
  const { claimed, initializer } = status ?? {};
  const named = { name: keyText(other), asked: status?.asked ?? '' };
  if (initializer !== undefined) {
    const since = claimed ?? metadata.creationTimestamp ?? '';
    return initialises(machines, initializer) ? { ...named, since } : undefined;
  }
  const ready = conditionOf(other, 'Ready')?.reason;
  const able = conditionOf(cluster, 'EndpointReady')?.status === 'True' && machines.length > 0;
  return able && status?.asked !== undefined && (ready === undefined || onTheWay.has(ready))
    ? { ...named, since: undefined }
    : undefined;
}

/** Reads who else wants to initialise where this control plane does; those nobody may act on do not count. */
export async function readRivals(
  own: { readonly controlPlane: ControlPlane; readonly cluster: Cluster; readonly port: ProviderPort },
  pass: Pass,
): Promise<Rivals> {
  const limit = own.port.model.initializations(await own.port.hostFacts());
  const others = pass.store.list(ControlPlane).flatMap((other) => {
    const { deletionTimestamp, namespace, uid } = other.metadata;
    if (uid === own.controlPlane.metadata.uid || deletionTimestamp || other.status?.initialized) return [];
    const cluster = pass.store.get(Cluster, { namespace, name: other.spec.cluster });
    if (cluster?.spec.provider !== own.cluster.spec.provider || cluster.metadata.deletionTimestamp) return [];
    if (cluster.spec.management !== 'Manage') return [];
    const marks = { [labels.cluster]: other.spec.cluster, [labels.role]: 'ControlPlane' };
    return contender(other, cluster, pass.store.list(Machine, { namespace: namespace ?? '', labels: marks })) ?? [];
  });
  return { limit, others, moment: new Date(pass.now).toISOString() };
}
