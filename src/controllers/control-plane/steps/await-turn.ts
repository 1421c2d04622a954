import type { Outcome } from '#base/outcome.ts';
import { initializationTurn } from '#domain/scaling/initialization-turn.ts';
import type { Pass } from '#runtime/pass.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ControlPlaneScope } from '../scope.ts';

/** Waking every control plane whenever another one moves would cost more the more there are; a second is soon enough. */
const lookAgainMilliseconds = 1_000;

/**
 * Pre: nobody is chosen yet. Changes nothing: waits while as many others initialise at the same provider as it carries,
 * the older first. One that is stuck loses its place after a while. It keeps a pace and is no lock: an older one that becomes
 * able to begin while a younger one's mark is not seen yet is one more for that time.
 */
export async function awaitTurn({ controlPlane, cluster, rivals }: ControlPlaneScope, pass: Pass): Promise<Outcome> {
  if (!rivals) return { outcome: 'proceed' };
  const { limit, others } = rivals;
  const declared = controlPlane.metadata.creationTimestamp ?? '';
  const turn = initializationTurn(
    { name: keyText(controlPlane), declared, since: undefined },
    { others, limit, now: pass.now },
  );
  if (turn.turn) return { outcome: 'proceed' };
  const { ahead, holders } = turn;
  const who = holders.length === 0 ? '' : ` (${holders.join(', ')})`;
  const queue = ahead === 0 ? '' : `, ${ahead} wait longer`;
  return {
    outcome: 'wait',
    reason: 'WaitingForTurn',
    message: `waits for its turn: ${holders.length} of ${limit} initialise at provider ${cluster?.spec.provider ?? ''}${who}${queue}`,
    wokenBy: [{ by: 'time', at: pass.now + lookAgainMilliseconds }],
    atMostMilliseconds: 30_000,
  };
}
