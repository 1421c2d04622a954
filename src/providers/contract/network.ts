import type { AddressFamily } from '#domain/network/address-family.ts';

/**
 * The network that all machines of one Provider share. Where it was taken away from under them, creating it again, as updating
 * it, puts the machines and endpoints that were on it back to their addresses; that takes the range it had.
 */
export interface NetworkDesired {
  /** IPv4 range chosen by the user, or absent: the driver picks one that is nobody's and overlaps none of `avoid`. */
  readonly cidr?: string;
  /** The same for IPv6; one that is named makes it carry IPv6. */
  readonly ipv6Cidr?: string;
  /** What it must carry; it may carry more. */
  readonly families: readonly AddressFamily[];
  /** Pod and service ranges that it must not overlap. */
  readonly avoid: readonly string[];
}

export interface NetworkFacts {
  readonly providerId: string;
  /** One for each family that it carries, IPv4 first. */
  readonly cidrs: readonly string[];
  /** How many machines and endpoints are attached; it is deleted only at zero. */
  readonly attached: number;
  /** How many were made to be on it and are not: an update brings them back. */
  readonly detached: number;
  /** Resolvers that machines on it can reach and that answer; never empty. */
  readonly resolvers: readonly string[];
}
