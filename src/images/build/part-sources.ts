import { join } from 'node:path';
import type { PartSources } from '../archive/add-parts.ts';
import { BuildError } from '../build-error.ts';
import type { StepContext } from './step-context.ts';

/** Where the parts of an archive are found while a step is built. */
export function partSources(context: StepContext): PartSources {
  return {
    signal: context.signal,
    stepFile(step, name) {
      const artifact = context.needs.get(step);
      if (artifact === undefined) {
        throw new BuildError('PlanIncomplete', `The build plan has no step "${step}" before the one that uses it.`, {
          retryable: false,
        });
      }
      return join(artifact.folder, name);
    },
    inputFile(digest) {
      const file = context.inputs.get(digest);
      if (file === undefined) {
        throw new BuildError('PlanIncomplete', `No file with the digest ${digest} was given to the build.`, {
          retryable: false,
        });
      }
      return file;
    },
  };
}
