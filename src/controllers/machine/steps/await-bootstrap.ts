import type { Outcome } from '#base/outcome.ts';
import { bootstrapProgress } from '#domain/host/bootstrap-progress.ts';
import type { MachineScope } from '../scope.ts';
import { withDetail } from '../with-detail.ts';

/** Without a first entry in its journal nothing is known of a machine but that it was started. */
function booting({ view }: MachineScope): string {
  const observed = view?.read?.observed;
  const since = observed?.state === 'present' ? ` since ${observed.since}` : '';
  return `the machine boots${since} and has not begun its bootstrap`;
}

/** The token that a machine was made with is nowhere else: another one would be of no use to it. */
function tokenLost({ journal, machine, token }: MachineScope): boolean {
  const joined = journal.some(({ event, phase }) => phase === 'kubelet-bootstrap' && event === 'succeeded');
  const waitsForNone = machine.spec.role !== 'Worker' || machine.status?.token?.state === 'Used' || joined;
  return token === undefined && journal.length > 0 && !waitsForNone;
}

/** Pre: the machine runs. Changes nothing: follows its journal and repeats in one sentence what it says. */
export async function awaitBootstrap(scope: MachineScope): Promise<Outcome> {
  if (scope.machine.status?.bootstrap?.state === 'Done') return { outcome: 'proceed' };
  const progress = bootstrapProgress(scope.journal);
  const wokenBy = [{ by: 'journal' }] as const;
  if (progress?.done) return { outcome: 'proceed' };
  if (tokenLost(scope)) {
    const { name } = scope.machine.metadata;
    const message = `the bootstrap token of ${name} was deleted, and the machine was made with it: slipway delete machine ${name} makes its pool replace it`;
    return { outcome: 'stall', reason: 'TokenLost', message };
  }
  if (progress?.failed) {
    const { command, exitCode, lines, phase } = progress.failed;
    const what = command ? ` (${command.join(' ')}: exit code ${exitCode ?? 'unknown'})` : '';
    return {
      outcome: 'wait',
      reason: 'BootstrapFailed',
      message: withDetail(scope, `phase ${phase} failed${what}: ${lines.join('\n')}`),
      wokenBy,
      atMostMilliseconds: 60_000,
    };
  }
  const message = progress ? (progress.waitingFor ?? `phase ${progress.phase}`) : booting(scope);
  return {
    outcome: 'wait',
    reason: 'Bootstrapping',
    message: withDetail(scope, message),
    wokenBy,
    atMostMilliseconds: 60_000,
  };
}
