/** Wall-clock time: what is written into objects and certificates. It may jump; never measure with it. */
export interface Clock {
  /** Milliseconds since 1970 in UTC. */
  now(): number;
}
