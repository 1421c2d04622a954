import { artifactKey } from './artifact-key.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { neededSteps } from './needed-steps.ts';

/** What limits a step: one step at a time in each lane. */
export type Lane = 'compile' | 'download' | 'system' | 'pack';

export interface BuildStep {
  readonly id: string;
  readonly recipe: Recipe;
  /** Ids of the steps whose artifacts it uses. */
  readonly needs: readonly string[];
  readonly lane: Lane;
  /** Its artifact's name in the cache: a hash of the recipe, of the tools that matter and of the keys it needs. */
  readonly key: string;
}

/** Steps in an order in which each comes after what it needs; the last one is the result. */
export interface BuildPlan {
  readonly steps: readonly BuildStep[];
}

export interface BuildPlanInput {
  readonly architecture: 'amd64' | 'arm64';
  /** As `go env GOVERSION` prints it: another compiler gives other programs. */
  readonly goVersion: string;
  /** In an order in which each comes after what it needs. */
  readonly recipes: readonly Recipe[];
}

const lanes: Record<Recipe['type'], Lane> = {
  'go-programs': 'compile',
  'c-program': 'compile',
  'debian-system': 'system',
  downloads: 'download',
  'image-copy': 'download',
  mirrored: 'download',
  'image-system': 'system',
  'image-store': 'pack',
  'root-archive': 'pack',
  'image-archive': 'pack',
};

/** Turns recipes into steps with keys and dependencies. */
export function buildPlan(input: BuildPlanInput): BuildPlan {
  const steps: BuildStep[] = [];
  for (const recipe of input.recipes) {
    const needs = neededSteps(recipe);
    const neededKeys = needs.map((id) => {
      const step = steps.find((candidate) => candidate.id === id);
      if (step === undefined) {
        throw new Error(`The recipe "${recipe.name}" uses "${id}", which is not made before it.`);
      }
      return [id, step.key] as const;
    });
    const tools = recipe.type === 'go-programs' ? { go: input.goVersion } : {};
    const key = artifactKey({ recipe, architecture: input.architecture, tools, needs: Object.fromEntries(neededKeys) });
    steps.push({ id: recipe.name, recipe, needs, lane: lanes[recipe.type], key });
  }
  return { steps };
}
