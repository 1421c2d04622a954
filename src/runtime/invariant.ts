import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Effect, EffectTarget } from '#capabilities/effect.ts';

/** What a judgement may use: everything the pass knew when it asked for the effect. */
export interface EffectFacts {
  readonly effect: Effect;
  /** What is asked for, as given: a machine's wish, an object to apply, a command. Undefined where the target says all. */
  readonly input: unknown;
  readonly controller: string;
  readonly object: KubeObject;
  /** The controller's scope. */
  readonly scope: unknown;
}

/** A sentence that must be true before every effect it judges. */
export interface Invariant {
  /** The sentence's name, e.g. `never-initialise-twice`. */
  readonly name: string;
  /** The effects it judges: each given field must be equal. */
  readonly effects: readonly Partial<Pick<EffectTarget, 'world' | 'verb' | 'resource'>>[];
  /** Undefined when it holds, else what is wrong and what to do. Pure. */
  judge(facts: EffectFacts): string | undefined;
}
