import { hostPaths } from '#domain/host/host-paths.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import type { HostSystem } from './host-system.ts';
import { identityProblem } from './identity-problem.ts';
import { parseSecrets } from './parse-secrets.ts';
import { PhaseFailure } from './phase-failure.ts';
import type { Phase } from './phase.ts';
import { bootstrapPhases } from './phases/bootstrap-phases.ts';
import { resetMachine } from './phases/reset-machine.ts';
import { recover } from './recovery.ts';
import { redact } from './redact.ts';
import { runPhases } from './run-phases.ts';
import { taskHistory } from './task-history.ts';

async function readSecrets(system: HostSystem, task: BootstrapTask): Promise<TaskSecrets> {
  const path = `${hostPaths.secrets}/${task.id}.json`;
  const text = await system.files.read(path);
  if (text === undefined)
    throw new PhaseFailure(`The task's secrets are not at ${path}; deliver them again.`, { retryable: false });
  return parseSecrets(text, path);
}

function donePath(task: BootstrapTask): string {
  return `${hostPaths.done}/${task.id}.json`;
}

async function isMarkedDone(system: HostSystem, task: BootstrapTask): Promise<boolean> {
  const text = await system.files.read(donePath(task));
  return text === doneMarker(task);
}

function doneMarker(task: BootstrapTask): string {
  return `${JSON.stringify({ machine: task.machine, generation: task.generation })}\n`;
}

interface TaskRun {
  readonly system: HostSystem;
  readonly task: BootstrapTask;
  readonly started: number;
}

function write(
  run: TaskRun,
  draft: { readonly event: 'started' | 'succeeded' | 'failed'; readonly [field: string]: unknown },
): Promise<void> {
  return run.system.journal.append({ machine: run.task.machine, task: run.task.id, phase: 'task', ...draft });
}

async function finish(run: TaskRun): Promise<void> {
  const { system, task } = run;
  await system.files.write({ path: donePath(task), mode: '0644', content: doneMarker(task) });
  await write(run, { event: 'succeeded', durationMilliseconds: Math.round(system.clock.elapsed() - run.started) });
}

async function execute(run: TaskRun): Promise<void> {
  const { system, task } = run;
  const phases = bootstrapPhases(task);
  const history = taskHistory(system.journal.entries(), task);
  const evidence = { kubeletHasIdentity: (await identityProblem(system)) === undefined };
  const recovery = recover({ mode: task.mode, phases, history, evidence });
  if (recovery.action === 'stop') throw new PhaseFailure(recovery.message, { retryable: false });
  const secrets = (): Promise<TaskSecrets> => readSecrets(system, task);
  const nothing: ReadonlySet<string> = new Set();
  const runAll = (list: readonly Phase[], done: ReadonlySet<string>, torn: ReadonlySet<string>): Promise<void> =>
    runPhases({ system, task, phases: list, done, torn, secrets });
  if (recovery.action === 'reset') {
    await runAll([resetMachine], nothing, nothing);
    await runAll(phases, nothing, nothing);
  } else {
    await runAll(phases, recovery.done, recovery.torn);
  }
}

/**
 * Brings one task to its end, from wherever an earlier attempt stopped. Resolves with false when it failed; the
 * journal then says why, and running it again goes on. A task that is marked done does nothing.
 */
export async function runTask(system: HostSystem, task: BootstrapTask): Promise<boolean> {
  const run: TaskRun = { system, task, started: system.clock.elapsed() };
  if (await isMarkedDone(system, task)) {
    if (!taskHistory(system.journal.entries(), task).finished) await write(run, { event: 'succeeded' });
    return true;
  }
  await write(run, {
    event: 'started',
    facts: { generation: task.generation, mode: task.mode, kubernetesVersion: task.kubernetesVersion },
  });
  try {
    await execute(run);
    await finish(run);
    return true;
  } catch (error) {
    const message = redact(error instanceof Error ? error.message : String(error));
    await write(run, { event: 'failed', message });
    return false;
  }
}
