import type { TaskProgress } from '#capabilities/tasks.ts';
import type { BuildStep } from '../plan/build-plan.ts';
import { expectedSeconds } from '../plan/expected-seconds.ts';
import { remainingSeconds } from '../plan/remaining-seconds.ts';

export interface ProgressTracker {
  start(step: BuildStep): void;
  update(step: BuildStep, share: number, message: string): void;
  finish(step: BuildStep): void;
  /** To be called now and then: while a step says nothing, time alone moves it on. */
  tick(): void;
}

export interface ProgressTrackerOptions {
  readonly steps: readonly BuildStep[];
  /** Seconds steps took before, by id. */
  readonly learned: Readonly<Record<string, number>>;
  report(progress: TaskProgress): void;
  /** Monotonic milliseconds. */
  now(): number;
}

interface StepState {
  share: number;
  started?: number;
  message: string;
}

/** Each report is a write to the store and a wake of whoever waits for the image: a person reads no faster. */
const reportEveryMilliseconds = 2000;
/** How far time alone moves a step: the rest comes when it is done. */
const largestGuess = 0.95;

/** Turns what each step says into one figure for the whole build, told at most every two seconds, however many steps pass meanwhile; the end at once. */
export function trackProgress({ steps, learned, report, now }: ProgressTrackerOptions): ProgressTracker {
  const states = new Map<string, StepState>(steps.map((step) => [step.id, { share: 0, message: '' }]));
  const total = steps.reduce((sum, step) => sum + expectedSeconds(step, learned), 0);
  let reported = Number.NEGATIVE_INFINITY;
  let current = '';

  function stateOf(step: BuildStep): StepState {
    const state = states.get(step.id);
    if (state === undefined) {
      throw new Error(`Step "${step.id}" is not tracked.`);
    }
    return state;
  }

  function guess(step: BuildStep, state: StepState): number {
    const seconds = state.started === undefined ? 0 : (now() - state.started) / 1000;
    return Math.max(state.share, Math.min(largestGuess, seconds / expectedSeconds(step, learned)));
  }

  function tell(): void {
    reported = now();
    const shares = steps.map((step) => ({ step, share: guess(step, stateOf(step)) }));
    const done = shares.reduce((sum, { step, share }) => sum + share * expectedSeconds(step, learned), 0);
    const percent = Math.floor((100 * done) / total + 1e-9);
    report({
      message: current,
      done: percent,
      total: 100,
      unit: '%',
      remainingSeconds: remainingSeconds(shares, learned),
    });
  }

  function tellSometimes(): void {
    if (now() - reported >= reportEveryMilliseconds) {
      tell();
    }
  }

  return {
    start(step) {
      stateOf(step).started = now();
      current = `${step.lane === 'download' ? 'fetching' : 'building'} ${titleOf(step)}`;
      tellSometimes();
    },
    update(step, share, message) {
      const state = stateOf(step);
      state.share = Math.min(1, Math.max(share, state.share));
      current = message;
      tellSometimes();
    },
    finish(step) {
      stateOf(step).share = 1;
      current = `${titleOf(step)} is ${step.lane === 'download' ? 'there' : 'built'}`;
      if (steps.every((one) => stateOf(one).share === 1)) tell();
      else tellSometimes();
    },
    tick: tellSometimes,
  };
}

function titleOf({ recipe }: BuildStep): string {
  return 'version' in recipe ? `${recipe.name} ${recipe.version}` : recipe.name;
}
