import type { Outcome } from '#base/outcome.ts';

/** Thrown by a port that does not let an effect happen; the pass ends with this outcome whatever the step made of it. */
export class Refusal extends Error {
  readonly outcome: Extract<Outcome, { readonly outcome: 'stall' }>;

  constructor(reason: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.outcome = { outcome: 'stall', reason, message };
  }
}
