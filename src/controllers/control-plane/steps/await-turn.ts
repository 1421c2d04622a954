import type { Outcome } from '#base/outcome.ts';
import { initializationTurn } from '#domain/scaling/initialization-turn.ts';
import type { Pass } from '#runtime/pass.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ControlPlaneScope } from '../scope.ts';

/** Waking every control plane whenever another one moves would cost more the more there are; a second is soon enough. */
const lookAgainMilliseconds = 1_000;

/**
 * Pre: nobody is chosen yet. Changes nothing: asks in its status, where the others see it, and waits while as many others
 * initialise at the same provider as it carries; who asked first goes first. One that is stuck loses its place after a while.
 */
export async function awaitTurn({ controlPlane, cluster, rivals }: ControlPlaneScope, pass: Pass): Promise<Outcome> {
  if (!rivals) return { outcome: 'proceed' };
  const { limit, others } = rivals;
  const { asked } = controlPlane.status ?? {};
  const wait = (message: string): Outcome => ({
    outcome: 'wait',
    reason: 'WaitingForTurn',
    message,
    wokenBy: [{ by: 'time', at: pass.now + lookAgainMilliseconds }],
    atMostMilliseconds: 30_000,
  });
  if (asked === undefined) return wait('asks for its turn to initialise');
  const turn = initializationTurn(
    { name: keyText(controlPlane), asked, since: undefined },
    { others, limit, now: pass.now },
  );
  if (turn.turn) return { outcome: 'proceed' };
  const { ahead, holders } = turn;
  const who = holders.length === 0 ? '' : ` (${holders.join(', ')})`;
  const queue = ahead === 0 ? '' : `, ${ahead} wait longer`;
  return wait(
    `waits for its turn: ${holders.length} of ${limit} initialise at provider ${cluster?.spec.provider ?? ''}${who}${queue}`,
  );
}
