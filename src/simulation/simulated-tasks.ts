import { rfc3339 } from '#base/rfc3339.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { TaskInput, Tasks, TaskState } from '#capabilities/tasks.ts';
import type { Incarnation } from './incarnation.ts';
import type { Scheduler } from './scheduler.ts';

/** How a task ends when it is left alone. */
export interface TaskOutcome {
  readonly milliseconds: number;
  readonly end:
    | { readonly state: 'done'; readonly result: { readonly [name: string]: unknown } }
    | { readonly state: 'failed'; readonly code: string; readonly message: string; readonly retryable: boolean };
}

interface Task {
  readonly input: TaskInput;
  readonly outcome: TaskOutcome;
  state: TaskState;
}

/** Long local work of the simulated world: it outlives managers, runs one at a time, and takes virtual time. */
export class SimulatedTasks {
  readonly #scheduler: Scheduler;
  readonly #clock: Clock;
  readonly #plan: (key: string, input: TaskInput) => TaskOutcome;
  readonly #tasks = new Map<string, Task>();
  readonly #listeners = new Set<(key: string) => void>();

  constructor(scheduler: Scheduler, clock: Clock, plan: (key: string, input: TaskInput) => TaskOutcome) {
    this.#scheduler = scheduler;
    this.#clock = clock;
    this.#plan = plan;
  }

  /** The capability as one incarnation has it. */
  for(incarnation: Incarnation): Tasks {
    return {
      ensure: (key, input) => incarnation.call(`task ensure ${key}`, async () => this.#ensure(key, input)),
      observe: (key) =>
        incarnation.call(`task observe ${key}`, async () => this.#tasks.get(key)?.state ?? { state: 'absent' }),
      cancel: (key) => incarnation.call(`task cancel ${key}`, async () => void this.#tasks.delete(key)),
      onChange: (listener) => {
        const hear = (key: string): void => incarnation.deliver(`task changed ${key}`, () => listener(key));
        this.#listeners.add(hear);
        incarnation.onCrash(() => this.#listeners.delete(hear));
        return () => this.#listeners.delete(hear);
      },
    };
  }

  #ensure(key: string, input: TaskInput): void {
    const known = this.#tasks.get(key)?.state.state;
    if (known === undefined || known === 'failed') {
      this.#tasks.set(key, { input, outcome: this.#plan(key, input), state: { state: 'queued', since: this.#time() } });
      this.#startNext();
    }
  }

  #startNext(): void {
    const all = [...this.#tasks];
    const next = all.some(([, { state }]) => state.state === 'running')
      ? undefined
      : all.find(([, { state }]) => state.state === 'queued');
    if (next === undefined) {
      return;
    }
    const [key, task] = next;
    task.state = {
      state: 'running',
      since: this.#time(),
      input: task.input,
      progress: { message: `works on ${key}`, done: 0, total: 1, unit: 'steps' },
    };
    this.#tell(key);
    this.#scheduler.hold({
      actor: 'tasks',
      label: `end of ${key}`,
      delay: task.outcome.milliseconds,
      background: false,
      run: () => this.#end(key, task),
    });
  }

  #end(key: string, task: Task): void {
    if (this.#tasks.get(key) === task) {
      const { end } = task.outcome;
      task.state =
        end.state === 'done'
          ? { ...end, finished: this.#time() }
          : { ...end, input: task.input, log: [end.message], finished: this.#time() };
      this.#tell(key);
    }
    this.#startNext();
  }

  #tell(key: string): void {
    for (const listener of this.#listeners) {
      listener(key);
    }
  }

  #time(): string {
    return rfc3339(this.#clock.now());
  }
}
