import type { CommandStep } from '#domain/host/command-steps.ts';
import type { Phase } from '../phase.ts';

/** The user's commands, one phase for each, in their order and each done once: what was done before a power cut is not done again. */
export function commandPhases(steps: readonly CommandStep[], after: readonly string[]): readonly Phase[] {
  return steps.map(({ command, phase }, index) => {
    const previous = steps[index - 1]?.phase;
    return {
      name: phase,
      summary: `Run command ${index + 1} of the user's ${steps.length}`,
      after: previous === undefined ? after : [previous],
      async run({ execute }) {
        await execute(command);
        return {};
      },
    };
  });
}
