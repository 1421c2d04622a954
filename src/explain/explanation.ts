import type { Evidence } from './evidence.ts';
import type { Layer } from './reason-text.ts';

/** An object of a chain and what it says. */
export interface ExplainedLink {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly reason: string;
  /** The first line of what it says. */
  readonly sentence: string;
}

/** When its controllers look at an object again, as the manager says. */
export interface NextTry {
  readonly controller: string;
  /** RFC 3339; absent: only when something happens. */
  readonly at?: string;
  /** What wakes it before, in words. */
  readonly wokenBy: readonly string[];
}

/** Why an object is not as declared, from it down to the cause. The shape of `slipway explain -o json`. */
export interface Explanation {
  readonly object: { readonly kind: string; readonly namespace?: string; readonly name: string };
  /** `Ready`, or `Stateless` for kinds that have no state of their own: the rest is absent then. */
  readonly state: 'Ready' | 'NotReady' | 'Deleting' | 'Stateless';
  /** The object first, the cause last. */
  readonly chain: readonly ExplainedLink[];
  readonly cause?: {
    readonly layer: Layer;
    readonly reason: string;
    readonly means: string;
    /** `passing` goes by itself, `retryable` is tried again until its cause is gone, `permanent` waits for a person. */
    readonly lasts: 'passing' | 'retryable' | 'permanent';
    /** RFC 3339: since when the object says this. */
    readonly since?: string;
    readonly evidence: readonly Evidence[];
    readonly nextTries: readonly NextTry[];
    readonly who: 'nobody' | 'owner' | 'operator';
    readonly do?: string;
  };
}
