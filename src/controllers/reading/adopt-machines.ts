import { Machine } from '#api/machine/index.ts';
import { labels } from '#api/meta/labels.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from './effects.ts';
import { keyText } from './key-text.ts';

/** Most machines taken back in one pass: the limit on effects. */
const batch = 64;

/**
 * Machines that hang from nothing, because somebody took their owner reference away, get it again: they would not go with
 * their owner. They stay as they are in all else. Pre: `machines` are the owner's by their labels.
 */
export async function adoptMachines(owner: KubeObject, machines: readonly Machine[], pass: Pass): Promise<Outcome> {
  const lost = machines.filter(
    ({ metadata }) =>
      metadata.deletionTimestamp === undefined &&
      !(metadata.ownerReferences ?? []).some(({ controller }) => controller === true),
  );
  if (lost.length === 0) return { outcome: 'proceed' };
  const reason = {
    because: [`${owner.kind} ${keyText(owner)} spec.replicas`],
    after: [effects.object(owner.kind, keyText(owner))],
  };
  for (const { metadata, spec } of lost.slice(0, batch)) {
    const { name, namespace } = metadata;
    await pass.write.ensure(
      Machine,
      { metadata: { name, namespace, labels: ownLabels(metadata.labels) }, spec },
      reason,
    );
  }
  return {
    outcome: 'progressed',
    reason: 'MachinesAdopted',
    message: `took back ${lost.map(({ metadata }) => metadata.name).join(', ')}`,
    wokenBy: [{ by: 'object', what: 'Machine' }],
  };
}

/** What people put there stays theirs. */
function ownLabels(all: KubeObject['metadata']['labels'] = {}): { readonly [name: string]: string } {
  const own = new Set<string>(Object.values(labels));
  return Object.fromEntries(Object.entries(all).filter(([name]) => own.has(name)));
}
