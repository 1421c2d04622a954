import type { Clock } from '#capabilities/clock.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { CommandStep } from '#domain/host/command-steps.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { CloudMachine } from './cloud.ts';
import type { Affliction } from './misfortune.ts';
import type { Scheduler } from './scheduler.ts';

export interface HostRunOptions {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** What is wrong on machines, by the name of their Node. */
  readonly afflictions: ReadonlyMap<string, Affliction>;
  /** Begins a machine's bootstrap once more. */
  readonly begin: (machine: CloudMachine, task: BootstrapTask) => void;
}

interface Waiter {
  readonly machine: CloudMachine;
  readonly boot: number;
  readonly label: string;
  readonly holds: () => boolean;
  readonly go: () => void;
}

/** Milliseconds after which a task that failed is begun again. */
const againMilliseconds = 2000;

/** How the host utility goes through a task on simulated machines: phase by phase, each noted, with what is wrong there. */
export class HostRun {
  readonly #options: HostRunOptions;
  readonly #tasks = new WeakMap<Uint8Array, Partial<BootstrapTask>>();
  #waiters: Waiter[] = [];

  constructor(options: HostRunOptions) {
    this.#options = options;
    options.scheduler.onStep(() => this.#wakeWaiters());
  }

  /** What is wrong at this phase shows: the phase waits for its end, or fails and the whole task is begun again. */
  async suffer(machine: CloudMachine, phase: string): Promise<void> {
    const task = this.task(machine);
    const name = task?.nodeName ?? '';
    const present = (): Affliction | undefined => {
      const affliction = this.#options.afflictions.get(name);
      return affliction?.phase === phase ? affliction : undefined;
    };
    const affliction = present();
    if (task === undefined || affliction === undefined) {
      return;
    }
    const { event, message, command, exitCode } = affliction;
    const said = { message, ...(command ? { command } : {}), ...(exitCode === undefined ? {} : { exitCode }) };
    this.note(machine, { task: 'bootstrap', phase, event, ...said });
    if (event === 'waiting') {
      await new Promise<void>((go) => {
        const holds = (): boolean => present() === undefined;
        this.#waiters.push({ machine, boot: machine.boot, label: phase, holds, go });
      });
      return;
    }
    this.note(machine, { task: 'bootstrap', phase: 'task', event: 'failed', message });
    await this.pause(machine, 'the task is begun again', againMilliseconds);
    this.#options.begin(machine, task);
    await new Promise<never>(() => undefined);
  }

  async phase(machine: CloudMachine, phase: string, milliseconds: number): Promise<void> {
    this.note(machine, { task: 'bootstrap', phase, event: 'started' });
    await this.suffer(machine, phase);
    await this.pause(machine, phase, milliseconds);
    this.note(machine, { task: 'bootstrap', phase, event: 'succeeded', durationMilliseconds: milliseconds });
  }

  /** Goes on after a while, unless the machine was stopped meanwhile: then never. */
  async pause(machine: CloudMachine, label: string, milliseconds: number): Promise<void> {
    const { boot } = machine;
    await new Promise<void>((resolve) => {
      this.#options.scheduler.hold({
        actor: machine.providerId,
        label,
        delay: milliseconds,
        background: false,
        run: () => {
          if (machine.boot === boot) {
            resolve();
          }
        },
      });
    });
  }

  /** Goes on when the world is so; until then the journal says what it waits for. */
  async until(machine: CloudMachine, phase: string, holds: () => boolean): Promise<void> {
    this.note(machine, { task: 'bootstrap', phase, event: 'started' });
    await this.suffer(machine, phase);
    if (!holds()) {
      this.note(machine, { task: 'bootstrap', phase, event: 'waiting', message: `waits for ${phase}` });
      await new Promise<void>((go) => {
        this.#waiters.push({ machine, boot: machine.boot, label: phase, holds, go });
      });
    }
    this.note(machine, { task: 'bootstrap', phase, event: 'succeeded' });
  }

  async commands(machine: CloudMachine, steps: readonly CommandStep[]): Promise<void> {
    for (const { command, phase } of steps) {
      this.note(machine, { task: 'bootstrap', phase, event: 'started' });
      await this.pause(machine, phase, 50);
      this.note(machine, { task: 'bootstrap', phase, event: 'succeeded', command, exitCode: 0 });
    }
  }

  #wakeWaiters(): void {
    this.#waiters = this.#waiters.filter(({ machine, boot }) => machine.boot === boot);
    for (const waiter of this.#waiters.filter(({ holds }) => holds())) {
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      const { machine, boot, label, go } = waiter;
      this.#options.scheduler.hold({
        actor: machine.providerId,
        label,
        delay: 100,
        background: false,
        run: () => (machine.boot === boot ? this.#goOn(waiter, go) : undefined),
      });
    }
  }

  /** What was so a moment ago may be so no more. */
  #goOn(waiter: Waiter, go: () => void): void {
    if (waiter.holds()) {
      go();
    } else {
      this.#waiters.push(waiter);
    }
  }

  /** The bootstrap a machine was given, read once. */
  task({ desired: { payload } }: CloudMachine): BootstrapTask | undefined {
    const value =
      this.#tasks.get(payload.configuration) ??
      (JSON.parse(new TextDecoder().decode(payload.configuration)) as Partial<BootstrapTask>);
    this.#tasks.set(payload.configuration, value);
    return value.kind === 'bootstrap' ? (value as BootstrapTask) : undefined;
  }

  note(
    machine: CloudMachine,
    said: Omit<JournalEntry, 'machine' | 'sequence' | 'time' | 'facts'>,
    facts?: string,
  ): void {
    const time = new Date(this.#options.clock.now()).toISOString();
    const own = this.task(machine)?.machine ?? machine.tags.owner.uid;
    const line = machine.journal.append({ machine: own, time, ...said }, facts);
    for (const follower of machine.followers) {
      follower.push(line);
    }
  }
}
