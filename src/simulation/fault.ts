import type { ProviderErrorCode } from '#providers/contract/provider-error.ts';

/** What may go wrong at an effect. */
export type FaultKind =
  | /** The manager dies before it asks, after it was done but before the reply, or right after the reply. */
  { readonly fault: 'crash'; readonly when: 'before' | 'executed' | 'after' }
  /** It is done, but the manager hears that nobody answered. */
  | { readonly fault: 'lost-reply' }
  /** It is not done, and the manager hears what each world says when it is busy. */
  | { readonly fault: 'refused'; readonly code?: ProviderErrorCode }
  | Disorder;

/** What goes wrong around a manager from an effect on, rather than with the effect. */
export type Disorder =
  | /** For so long every event of a watch is on its way for as long: what the manager sees is old. */ {
      readonly fault: 'late-events';
      readonly milliseconds: number;
    }
  | /** So many deliveries of watches arrive twice. */ { readonly fault: 'events-twice'; readonly deliveries: number }
  | /** The wall clock of the managers jumps, back where it is less than zero; timers do not. */ {
      readonly fault: 'clock-jump';
      readonly milliseconds: number;
    }
  | /** For so long managers reach nobody there. */ {
      readonly fault: 'partition';
      readonly from: 'provider' | 'clusters';
      readonly milliseconds: number;
    };

/** Something that goes wrong at one effect, counted from one over all incarnations of a run. */
export type Fault = { readonly effect: number } & FaultKind;
