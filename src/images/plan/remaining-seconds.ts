import { expectedSeconds } from './expected-seconds.ts';
import type { BuildStep, Lane } from './build-plan.ts';

export interface StepShare {
  readonly step: BuildStep;
  /** 0 to 1. */
  readonly share: number;
}

/** Compiling, fetching and installing run side by side; packing comes after all of them. */
export function remainingSeconds(steps: readonly StepShare[], learned: Readonly<Record<string, number>>): number {
  const lane = (name: Lane) =>
    steps
      .filter(({ step }) => step.lane === name)
      .reduce((sum, { step, share }) => sum + expectedSeconds(step, learned) * (1 - share), 0);
  return Math.ceil(Math.max(lane('compile'), lane('download'), lane('system')) + lane('pack'));
}
