/** An effect that would have broken an invariant was not performed. */
export class InvariantViolated extends Error {
  readonly invariant: string;

  constructor(invariant: string, message: string) {
    super(message);
    this.name = 'InvariantViolated';
    this.invariant = invariant;
  }
}
