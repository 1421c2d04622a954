/**
 * The network that all machines of one Provider share. Where it was taken away from under them, creating it again, as updating
 * it, puts the machines and endpoints that were on it back to their addresses; that takes the range it had.
 */
export interface NetworkDesired {
  /** Chosen by the user, or absent: the driver picks one that overlaps no host route and none of `avoid`. */
  readonly cidr?: string;
  /** Pod and service ranges that it must not overlap. */
  readonly avoid: readonly string[];
}

export interface NetworkFacts {
  readonly providerId: string;
  readonly cidrs: readonly string[];
  /** How many machines and endpoints are attached; it is deleted only at zero. */
  readonly attached: number;
  /** How many were made to be on it and are not: an update brings them back. */
  readonly detached: number;
  /** Resolvers that machines on it can reach and that answer; never empty. */
  readonly resolvers: readonly string[];
}
