import type { BuildStep } from '../plan/build-plan.ts';
import { buildCProgram } from './build-c-program.ts';
import type { Access } from './access.ts';
import { buildDebianSystem } from './build-debian-system.ts';
import { buildDownloads } from './build-downloads.ts';
import { buildGoPrograms } from './build-go-programs.ts';
import { buildImageArchive } from './build-image-archive.ts';
import { buildImageCopy } from './build-image-copy.ts';
import { buildImageStore } from './build-image-store.ts';
import { buildImageSystem } from './build-image-system.ts';
import { buildMirrored } from './build-mirrored.ts';
import { buildRootArchive } from './build-root-archive.ts';
import type { GoWorkspace } from './prepare-go-workspace.ts';
import type { StepContext, StepFacts } from './step-context.ts';

export interface StepMeans {
  readonly access: Access;
  /** What fetching modules gave, for programs written in Go. */
  readonly workspace: GoWorkspace | undefined;
}

/** Runs one step's recipe. */
export async function buildStep(
  step: BuildStep,
  context: StepContext,
  { access, workspace }: StepMeans,
): Promise<StepFacts> {
  const { recipe } = step;
  switch (recipe.type) {
    case 'go-programs':
      if (workspace === undefined) throw new Error(`The modules of ${recipe.name} were not fetched.`);
      return buildGoPrograms(recipe, workspace, context);
    case 'c-program':
      return buildCProgram(recipe, context);
    case 'debian-system':
      return buildDebianSystem(recipe, context);
    case 'downloads':
      return buildDownloads(recipe, access, context);
    case 'image-copy':
      return buildImageCopy(recipe, access, context);
    case 'image-system':
      return buildImageSystem(recipe, context);
    case 'mirrored':
      return buildMirrored(recipe, access, context);
    case 'image-store':
      return buildImageStore(recipe, context);
    case 'root-archive':
      return buildRootArchive(recipe, context);
    case 'image-archive':
      return buildImageArchive(recipe, context);
    default:
      throw new Error(`Unknown recipe ${JSON.stringify(recipe satisfies never)}.`);
  }
}
