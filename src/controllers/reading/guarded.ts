import type { Step } from '#runtime/controller.ts';
import { failureOutcome } from './failure-outcome.ts';

/** The steps with refusals of provider and cluster turned into outcomes, so that no step repeats it. */
export function guarded<S>(steps: readonly Step<S>[]): readonly Step<S>[] {
  return steps.map((step) => ({
    ...step,
    run: async (scope, pass) => {
      try {
        return await step.run(scope, pass);
      } catch (error) {
        const outcome = failureOutcome(error);
        if (outcome) return outcome;
        throw error;
      }
    },
  }));
}
