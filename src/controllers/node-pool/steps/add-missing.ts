import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import type { Outcome } from '#base/outcome.ts';
import { machineInputs } from '#domain/machine/machine-inputs.ts';
import { missingNames } from '#domain/scaling/missing-names.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { PoolScope } from '../scope.ts';

/** Most machines declared in one pass: the limit on effects. The rest follows in the next. */
const batch = 64;

function machine(scope: PoolScope, name: string) {
  const { metadata, spec } = scope.pool;
  return {
    metadata: {
      name,
      namespace: metadata.namespace,
      labels: { [labels.cluster]: spec.cluster, [labels.pool]: spec.pool, [labels.role]: 'Worker' },
    },
    spec: {
      cluster: spec.cluster,
      role: 'Worker',
      pool: spec.pool,
      ...machineInputs(spec),
    },
  };
}

/** Pre: no surplus. Changes: declares the Machines that are missing, all at once: workers boot in parallel. */
export async function addMissing(scope: PoolScope, pass: Pass): Promise<Outcome> {
  const { pool, machines } = scope;
  const staying = machines.filter((member) => !member.metadata.deletionTimestamp).length;
  const count = Math.min(batch, pool.spec.replicas - staying);
  if (count <= 0) return { outcome: 'proceed' };
  const names = missingNames(
    { cluster: pool.spec.cluster, pool: pool.spec.pool },
    machines.map((member) => member.metadata.name),
    count,
  );
  const reason = {
    because: [`NodePool ${keyText(pool)} spec.replicas`],
    after: [effects.object('NodePool', keyText(pool))],
  };
  for (const name of names) await pass.write.ensure(Machine, machine(scope, name), reason);
  return {
    outcome: 'progressed',
    reason: 'ScalingUp',
    message: `declared ${names.join(', ')}`,
    wokenBy: [{ by: 'object', what: 'Machine' }],
  };
}
