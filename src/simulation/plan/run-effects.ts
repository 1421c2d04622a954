import type { WorldEffect } from '../world-effect.ts';
import type { RunEffect } from './seed-run.ts';

/** Evictions are no effects of their own in a plan: where pods are is their cluster's choice, and each follows from a drain. */
function isPlanned({ target: { verb, world } }: WorldEffect): boolean {
  return !(world === 'workload' && verb === 'evict');
}

/** The effects of a run, each once: a retry is the same effect. */
export function runEffects(effects: readonly WorldEffect[]): ReadonlyMap<string, RunEffect> {
  const found = new Map<string, RunEffect & { because: Set<string>; after: Set<string>; digests: Set<string> }>();
  for (const effect of effects) {
    if (effect.phase !== 'asked' || !isPlanned(effect)) {
      continue;
    }
    const { at, cluster, digest, id } = effect;
    const known = found.get(id) ?? {
      id,
      cluster,
      begins: at,
      because: new Set<string>(),
      after: new Set<string>(),
      digests: new Set<string>(),
    };
    found.set(id, known);
    known.digests.add(digest);
    for (const cause of effect.because) {
      known.because.add(cause);
    }
    for (const before of effect.after) {
      known.after.add(before);
    }
  }
  return found;
}
