/** The network that all machines of one Provider share. */
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
  /** Resolvers that machines on it can reach and that answer; never empty. */
  readonly resolvers: readonly string[];
}
