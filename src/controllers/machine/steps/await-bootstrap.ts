import type { Outcome } from '#base/outcome.ts';
import { bootstrapProgress } from '#domain/host/bootstrap-progress.ts';
import type { MachineScope } from '../scope.ts';

/** Pre: the machine runs. Changes nothing: follows its journal and repeats in one sentence what it says. */
export async function awaitBootstrap(scope: MachineScope): Promise<Outcome> {
  if (scope.machine.status?.bootstrap?.state === 'Done') return { outcome: 'proceed' };
  const progress = bootstrapProgress(scope.journal);
  const wokenBy = [{ by: 'journal' }] as const;
  if (progress?.done) return { outcome: 'proceed' };
  if (progress?.failed) {
    const { command, exitCode, lines, phase } = progress.failed;
    const what = command ? ` (${command.join(' ')}: exit code ${exitCode ?? 'unknown'})` : '';
    return {
      outcome: 'wait',
      reason: 'BootstrapFailed',
      message: `phase ${phase} failed${what}: ${lines.join('\n')}`,
      wokenBy,
      atMostMilliseconds: 60_000,
    };
  }
  const message = progress ? (progress.waitingFor ?? `phase ${progress.phase}`) : 'the machine boots';
  return { outcome: 'wait', reason: 'Bootstrapping', message, wokenBy, atMostMilliseconds: 60_000 };
}
