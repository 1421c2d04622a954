/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot at its start. */
  readonly started: string;
  /** Numbers and start times begin again with every boot. */
  readonly boot: string;
}
