import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import type { CommandResult, HostSystem } from './host-system.ts';

export interface PhaseContext {
  readonly system: HostSystem;
  readonly task: BootstrapTask;
  /** Read anew at each call, because a waiting machine's token is renewed. Throws {@link PhaseFailure} when they are missing. */
  secrets(): Promise<TaskSecrets>;
  /** Runs a command that is recorded in the phase's entry; throws {@link PhaseFailure} unless it exits with 0. */
  execute(command: readonly string[], input?: string): Promise<CommandResult>;
  /** Journals what the phase waits for, once for as long as the sentence stays the same. */
  waiting(message: string): Promise<void>;
}

/** Facts for the phase's last entry. */
export type PhaseFacts = { readonly [name: string]: unknown };

export interface Retry {
  readonly attempts: number;
  /** Pause after the first failure; doubles up to `longestMilliseconds`. */
  readonly firstMilliseconds: number;
  readonly longestMilliseconds: number;
}

/** One named piece of a task. Phases whose predecessors are done run at the same time. */
export interface Phase {
  readonly name: string;
  readonly summary: string;
  /** Names of phases that must be done before. */
  readonly after: readonly string[];
  /** Runs on every attempt at the task, because what it brings about does not outlast a restart. */
  readonly everyTime?: boolean;
  /** Trace outside this machine, or one that only a reset takes back. Decides what happens after a power cut. */
  readonly leavesTraces?: boolean;
  readonly retry?: Retry;
  /** Looks whether the phase can run at all, changing nothing; a sentence with the cure when not. All checks precede all runs. */
  check?(context: PhaseContext): Promise<string | undefined>;
  /** Takes back what an interrupted run of this phase may have left half done; runs before it runs again. */
  mend?(context: PhaseContext): Promise<void>;
  run(context: PhaseContext): Promise<PhaseFacts>;
}
