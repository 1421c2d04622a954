import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { cordonOf } from '../cordon-of.ts';
import { keyText } from '../../reading/key-text.ts';
import { drainable } from '../drainable.ts';
import type { MachineScope } from '../scope.ts';
import { skipsDrain } from '../skips-drain.ts';

/** Most evictions in one pass: the limit on effects. */
const batch = 64;
/** Pods end without telling the manager: no cache of all pods is kept. Two seconds is the pace of kubectl drain. */
const lookAgainMilliseconds = 2_000;

/** Pre: cordoned. Changes: asks the eviction API, which keeps every PodDisruptionBudget, until no pod is left. */
export async function drain(scope: MachineScope, pass: Pass): Promise<Outcome> {
  const { machine, pods, remote } = scope;
  if (skipsDrain(scope) !== undefined || !remote || !scope.node) return { outcome: 'proceed' };
  const wokenBy = [{ by: 'time', at: pass.now + lookAgainMilliseconds }] as const;
  const wait = (reason: string, message: string): Outcome => ({
    outcome: 'wait',
    reason,
    message,
    wokenBy,
    atMostMilliseconds: 30_000,
  });
  if (!pods) return wait('PodsUnknown', 'cannot drain: its pods cannot be read');
  const remaining = drainable(pods);
  if (remaining.length === 0) return { outcome: 'proceed' };
  const staying = remaining.filter((pod) => !pod.metadata.deletionTimestamp).slice(0, batch);
  const reason = { because: [`Machine ${keyText(machine)} deleted`], after: cordonOf(scope) };
  const refused: string[] = [];
  for (const pod of staying) {
    const key = { namespace: pod.metadata.namespace, name: pod.metadata.name };
    if (!(await remote.evict(key, reason))) refused.push(keyText(pod));
  }
  if (refused.length > 0)
    return wait('EvictionRefused', `a PodDisruptionBudget does not let ${refused.join(', ')} go now`);
  return wait('Draining', `waits for ${remaining.map(keyText).join(', ')} to end`);
}
