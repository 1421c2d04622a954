import type { BuildPlan, BuildStep } from '../plan/build-plan.ts';
import type { Artifact, ArtifactCache } from './artifact-cache.ts';

export interface Looking {
  readonly plan: BuildPlan;
  /** Ids of the steps whose artifacts are asked for. */
  readonly results: readonly string[];
  readonly cache: ArtifactCache;
}

export interface LookedUp {
  readonly found: Map<string, Artifact>;
  /** In the order in which they are to be made. */
  readonly missing: readonly BuildStep[];
}

/** From the results backwards: what is in the cache hides everything it was made from, unless something else needs that. */
export async function lookUp({ plan, results, cache }: Looking): Promise<LookedUp> {
  const found = new Map<string, Artifact>();
  const missing: BuildStep[] = [];
  const wanted = new Set(results);
  for (const step of plan.steps.toReversed()) {
    const artifact = wanted.has(step.id) ? await cache.find(step.key) : undefined;
    if (artifact) {
      found.set(step.id, artifact);
    } else if (wanted.has(step.id)) {
      missing.unshift(step);
      for (const id of step.needs) {
        wanted.add(id);
      }
    }
  }
  return { found, missing };
}
