import type { TaskProgress } from '#capabilities/tasks.ts';
import type { BuildStep } from '../plan/build-plan.ts';
import { expectedSeconds } from '../plan/expected-seconds.ts';
import { remainingSeconds } from '../plan/remaining-seconds.ts';

export interface ProgressTracker {
  update(step: BuildStep, share: number, message: string): void;
  finish(step: BuildStep): void;
}

export interface ProgressTrackerOptions {
  readonly steps: readonly BuildStep[];
  readonly learned: Readonly<Record<string, number>>;
  report(progress: TaskProgress): void;
  /** Monotonic milliseconds. */
  now(): number;
}

/** Turns what each step says into one figure for the whole build, told at most once a second or when a step starts or ends. */
export function trackProgress(options: ProgressTrackerOptions): ProgressTracker {
  const { steps, learned, report, now } = options;
  const shares = new Map(steps.map((step) => [step.id, 0]));
  const total = steps.reduce((sum, step) => sum + expectedSeconds(step.id, learned), 0);
  let reported = Number.NEGATIVE_INFINITY;

  function tell(message: string): void {
    reported = now();
    const all = steps.map((step) => ({ step, share: shares.get(step.id) ?? 0 }));
    const done = all.reduce((sum, { step, share }) => sum + share * expectedSeconds(step.id, learned), 0);
    report({
      message,
      done: total === 0 ? 100 : Math.floor((100 * done) / total),
      total: 100,
      unit: '%',
      remainingSeconds: remainingSeconds(all, learned),
    });
  }

  return {
    update(step, share, message) {
      const first = shares.get(step.id) === 0;
      shares.set(step.id, Math.min(0.99, Math.max(share, shares.get(step.id) ?? 0, 0.001)));
      if (first || now() - reported >= 1000) {
        tell(message);
      }
    },
    finish(step) {
      shares.set(step.id, 1);
      tell(`${step.recipe.name} is built`);
    },
  };
}
