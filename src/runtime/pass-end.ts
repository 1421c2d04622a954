import type { Outcome } from '#base/outcome.ts';

/** How a pass came out. `idle`: there was nothing to look at (gone, paused, or held by others' finalizers alone). */
export type PassEnd =
  | { readonly ended: 'idle' }
  | {
      readonly ended: 'outcome';
      readonly outcome: Outcome;
      readonly step: string | undefined;
      readonly revisit: number | undefined;
      /** Ids of the effects it asked for. */
      readonly effects: readonly string[];
    }
  | { readonly ended: 'threw'; readonly error: unknown; readonly step: string | undefined };
