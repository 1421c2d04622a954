import type { ProviderErrorCode } from '#providers/contract/provider-error.ts';

/** What may go wrong at an effect. */
export type FaultKind =
  | /** The manager dies before it asks, after it was done but before the reply, or right after the reply. */
  { readonly fault: 'crash'; readonly when: 'before' | 'executed' | 'after' }
  /** It is done, but the manager hears that nobody answered. */
  | { readonly fault: 'lost-reply' }
  /** It is not done, and the manager hears what each world says when it is busy. */
  | { readonly fault: 'refused'; readonly code?: ProviderErrorCode };

/** Something that goes wrong at one effect, counted from one over all incarnations of a run. */
export type Fault = { readonly effect: number } & FaultKind;
