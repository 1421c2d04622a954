import type { BuildStep } from '../plan/build-plan.ts';
import { buildCProgram } from './build-c-program.ts';
import { buildDebianSystem } from './build-debian-system.ts';
import { buildGoPrograms } from './build-go-programs.ts';
import { buildImageStore } from './build-image-store.ts';
import { buildRootArchive } from './build-root-archive.ts';
import { type GoWorkspace, prepareGoWorkspace } from './prepare-go-workspace.ts';
import type { StepContext, StepFacts } from './step-context.ts';

/** Runs one step's recipe; `workspace` is what fetching gave, for programs written in Go. */
export async function buildStep(
  step: BuildStep,
  context: StepContext,
  workspace: GoWorkspace | undefined,
): Promise<StepFacts> {
  const { recipe } = step;
  switch (recipe.type) {
    case 'go-programs': {
      const { architecture, signal, log, workFolder } = context;
      return buildGoPrograms(
        recipe,
        workspace ?? (await prepareGoWorkspace(recipe, { directory: workFolder, architecture, signal, log })),
        context,
      );
    }
    case 'c-program':
      return buildCProgram(recipe, context);
    case 'debian-system':
      return buildDebianSystem(recipe, context);
    case 'image-store':
      return buildImageStore(recipe, context);
    case 'root-archive':
      return buildRootArchive(recipe, context);
    default:
      throw new Error(`Unknown recipe ${JSON.stringify(recipe satisfies never)}.`);
  }
}
