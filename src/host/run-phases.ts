import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import type { CommandResult, HostSystem, JournalDraft } from './host-system.ts';
import { GivenUp } from './given-up.ts';
import { PhaseFailure } from './phase-failure.ts';
import type { Phase, PhaseContext, PhaseFacts, Retry } from './phase.ts';
import { readableLines } from './readable-lines.ts';
import { redact } from './redact.ts';
import { secretTexts } from './secret-texts.ts';

export interface PhaseRun {
  readonly system: HostSystem;
  readonly task: BootstrapTask;
  readonly phases: readonly Phase[];
  /** Names of those that were done before and need no second run. */
  readonly done: ReadonlySet<string>;
  /** Names of those that were started before and may have left something half done. */
  readonly torn: ReadonlySet<string>;
  secrets(): Promise<TaskSecrets>;
}

/** A run that is under way. */
interface Ongoing extends PhaseRun {
  /** The first phase that failed for good. */
  failed(): string | undefined;
}

const linesKept = 20;
const once: Retry = { attempts: 1, firstMilliseconds: 0, longestMilliseconds: 0 };

interface Command {
  readonly command: readonly string[];
  readonly durationMilliseconds: number;
  readonly exitCode: number;
}

type PhaseDraft = Omit<JournalDraft, 'machine' | 'task' | 'phase'>;

function write(run: PhaseRun, phase: Phase, draft: PhaseDraft): Promise<void> {
  return run.system.journal.append({ machine: run.task.machine, task: run.task.id, phase: phase.name, ...draft });
}

/** The end of what a command printed, without what the task keeps secret: a user's own command may print that. */
async function lastLines(run: PhaseRun, result: CommandResult): Promise<string> {
  const secrets = await run.secrets().catch(() => undefined);
  const texts = secrets === undefined ? [] : secretTexts(secrets);
  const printed = result.lines.join('\n');
  const struck = texts.reduce((text, secret) => text.replaceAll(secret, '(secret removed)'), printed);
  return redact(readableLines(struck.split('\n')).slice(-linesKept).join('\n'));
}

function contextOf(run: Ongoing, phase: Phase, commands: Command[]): PhaseContext {
  let lastWait: string | undefined;
  return {
    system: run.system,
    task: run.task,
    secrets: run.secrets,
    async execute(command, input) {
      const started = run.system.clock.elapsed();
      const result = await run.system.execute(command, input);
      const durationMilliseconds = Math.round(run.system.clock.elapsed() - started);
      commands.push({ command, durationMilliseconds, exitCode: result.exitCode });
      if (result.exitCode === 0) return result;
      const output = await lastLines(run, result);
      const sentence = `${command[0]} ended with exit code ${result.exitCode}`;
      throw new PhaseFailure(output === '' ? `${sentence} and printed nothing.` : output, {
        command,
        exitCode: result.exitCode,
      });
    },
    async waiting(message) {
      const failed = run.failed();
      if (failed !== undefined) throw new GivenUp(failed);
      if (message === lastWait) return;
      lastWait = message;
      await write(run, phase, { event: 'waiting', message: redact(message) });
    },
  };
}

function commandFields(commands: readonly Command[], facts: PhaseFacts): PhaseDraft {
  const last = commands.at(-1);
  const all = commands.length > 1 ? { ...facts, commands } : facts;
  return {
    event: 'succeeded',
    ...(last === undefined ? {} : { command: last.command, exitCode: last.exitCode }),
    ...(Object.keys(all).length === 0 ? {} : { facts: all }),
  };
}

/** A full disk is no surprise: whatever writes first meets it. */
function surprise(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error) || error.code !== 'ENOSPC') return error.stack ?? error.message;
  return `There is no room left on the machine: ${error.message}. Free some; the task then goes on by itself.`;
}

function failureFields(error: unknown): PhaseDraft {
  if (!(error instanceof PhaseFailure)) return { event: 'failed', message: redact(surprise(error)) };
  return {
    event: 'failed',
    message: redact(error.message),
    ...(error.command === undefined ? {} : { command: error.command }),
    ...(error.exitCode === undefined ? {} : { exitCode: error.exitCode }),
    ...(error.facts === undefined ? {} : { facts: error.facts }),
  };
}

async function attempt(run: Ongoing, phase: Phase, mend: boolean): Promise<Error | undefined> {
  const commands: Command[] = [];
  const context = contextOf(run, phase, commands);
  await write(run, phase, { event: 'started', facts: { summary: phase.summary } });
  const started = run.system.clock.elapsed();
  const duration = (): number => Math.round(run.system.clock.elapsed() - started);
  try {
    if (mend) await phase.mend?.(context);
    const facts = await phase.run(context);
    await write(run, phase, { ...commandFields(commands, facts), durationMilliseconds: duration() });
    return undefined;
  } catch (error) {
    const fields =
      error instanceof GivenUp ? ({ event: 'skipped', message: error.message } as const) : failureFields(error);
    await write(run, phase, { ...fields, durationMilliseconds: duration() });
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function runPhase(run: Ongoing, phase: Phase): Promise<void> {
  const retry = phase.retry ?? once;
  let pause = retry.firstMilliseconds;
  for (let count = 1; ; count += 1) {
    const error = await attempt(run, phase, count > 1 || run.torn.has(phase.name));
    if (error === undefined) return;
    const final = error instanceof PhaseFailure ? !error.retryable : true;
    if (final || count >= retry.attempts || run.failed() !== undefined) throw error;
    await run.system.clock.pause(pause);
    pause = Math.min(pause * 2, retry.longestMilliseconds);
  }
}

async function checkAll(run: Ongoing): Promise<void> {
  const needed = run.phases.filter((phase) => !run.done.has(phase.name));
  const problems: string[] = [];
  for (const phase of needed) {
    const problem = await phase.check?.(contextOf(run, phase, []));
    if (problem === undefined) continue;
    problems.push(problem);
    await write(run, phase, { event: 'failed', message: redact(problem) });
  }
  if (problems.length > 0) throw new PhaseFailure(problems.join('\n'));
}

/**
 * Runs a task's phases: all checks first, then each phase as soon as those before it are done, several at the same
 * time. Every attempt is journalled. When one fails for good no further one starts, those that run are waited for (one that
 * itself waits for something gives up), and the first failure is thrown.
 */
export async function runPhases(given: PhaseRun): Promise<void> {
  const failures: { readonly phase: string; readonly error: unknown }[] = [];
  const run: Ongoing = { ...given, failed: () => failures[0]?.phase };
  await checkAll(run);
  const done = new Set(run.done);
  const waiting = run.phases.filter((phase) => !done.has(phase.name));
  const running = new Map<string, Promise<void>>();
  const start = (phase: Phase): void => {
    const settle = runPhase(run, phase).then(
      () => void done.add(phase.name),
      (error: unknown) => void failures.push({ phase: phase.name, error }),
    );
    running.set(
      phase.name,
      settle.then(() => void running.delete(phase.name)),
    );
  };
  while (waiting.length > 0 || running.size > 0) {
    if (failures.length === 0) {
      for (const phase of waiting.filter((next) => next.after.every((name) => done.has(name)))) {
        waiting.splice(waiting.indexOf(phase), 1);
        start(phase);
      }
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  const [first] = failures;
  if (first) throw first.error;
  if (waiting.length > 0) throw new Error(`no phase can run before ${waiting.map((phase) => phase.name).join(', ')}`);
}
