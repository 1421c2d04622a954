import ipaddr from 'ipaddr.js';

type Parsed = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address range that was read once, to be compared often. */
export class ParsedRange {
  readonly #range: Parsed | undefined;

  constructor(cidr: string) {
    this.#range = ipaddr.isValidCIDR(cidr) ? ipaddr.parseCIDR(cidr) : undefined;
  }

  /** What is no range shares addresses with none. */
  overlaps(other: ParsedRange): boolean {
    const [one, two] = [this.#range, other.#range];
    if (!one || !two || one[0].kind() !== two[0].kind()) return false;
    const shorter = Math.min(one[1], two[1]);
    return one[0].match([two[0], shorter] as [ipaddr.IPv4, number] & [ipaddr.IPv6, number]);
  }
}
