import type { Environment } from '@marcbachmann/cel-js';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** An IP address in CEL. */
class Ip {
  readonly address: Address;

  constructor(address: Address) {
    this.address = address;
  }

  static parse(text: string): Ip | undefined {
    // Only full forms: ipaddr.js would take 10.1 for an address, Kubernetes does not.
    if (ipaddr.IPv4.isValidFourPartDecimal(text)) return new Ip(ipaddr.IPv4.parse(text));
    if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
    const address = ipaddr.IPv6.parse(text);
    return address.isIPv4MappedAddress() ? undefined : new Ip(address);
  }

  get family(): bigint {
    return this.address.kind() === 'ipv4' ? 4n : 6n;
  }

  toString(): string {
    return this.address instanceof ipaddr.IPv6 ? this.address.toRFC5952String() : this.address.toString();
  }

  is(...ranges: readonly string[]): boolean {
    return ranges.includes(this.address.range());
  }
}

/** A block of IP addresses in CEL. */
class Cidr {
  readonly ip: Ip;
  readonly length: number;

  constructor(ip: Ip, length: number) {
    this.ip = ip;
    this.length = length;
  }

  static parse(text: string): Cidr | undefined {
    const parts = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
    const ip = Ip.parse(parts?.[1] ?? '');
    const length = Number(parts?.[2]);
    return ip && length <= (ip.family === 4n ? 32 : 128) ? new Cidr(ip, length) : undefined;
  }

  contains(ip: Ip, length = ip.family === 4n ? 32 : 128): boolean {
    return ip.family === this.ip.family && length >= this.length && within(ip.address, this.ip.address, this.length);
  }

  masked(): Cidr {
    const text = `${this.ip.toString()}/${this.length}`;
    const network =
      this.ip.family === 4n ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text);
    return new Cidr(new Ip(network), this.length);
  }

  toString(): string {
    return `${this.ip.toString()}/${this.length}`;
  }
}

function within(address: Address, network: Address, length: number): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, length);
  return network instanceof ipaddr.IPv6 && address.match(network, length);
}

function ip(text: string): Ip {
  const parsed = Ip.parse(text);
  if (parsed) return parsed;
  throw new Error(`${JSON.stringify(text)} is no IP address`);
}

function cidr(text: string): Cidr {
  const parsed = Cidr.parse(text);
  if (parsed) return parsed;
  throw new Error(`${JSON.stringify(text)} is no CIDR`);
}

/** Kubernetes' `ip` and `cidr` libraries. */
export function networkLibrary(environment: Environment): void {
  const sync = { async: false };
  const add = (signature: string, handler: (...values: never[]) => unknown) => {
    environment.registerFunction(signature, handler, sync);
  };
  environment.registerType('net.IP', { ctor: Ip, fields: {} }).registerType('net.CIDR', { ctor: Cidr, fields: {} });
  add('ip(string): net.IP', ip);
  add('isIP(string): bool', (text: string) => Ip.parse(text) !== undefined);
  add('string(net.IP): string', (value: Ip) => value.toString());
  add('net.IP.family(): int', (value: Ip) => value.family);
  add('net.IP.isUnspecified(): bool', (value: Ip) => value.is('unspecified'));
  add('net.IP.isLoopback(): bool', (value: Ip) => value.is('loopback'));
  add('net.IP.isLinkLocalUnicast(): bool', (value: Ip) => value.is('linkLocal'));
  add('net.IP.isLinkLocalMulticast(): bool', (value: Ip) => /^(224\.0\.0\.|ff02:)/.test(value.toString()));
  add(
    'net.IP.isGlobalUnicast(): bool',
    (value: Ip) => !value.is('unspecified', 'loopback', 'linkLocal', 'multicast', 'broadcast'),
  );
  add('cidr(string): net.CIDR', cidr);
  add('isCIDR(string): bool', (text: string) => Cidr.parse(text) !== undefined);
  add('string(net.CIDR): string', (value: Cidr) => value.toString());
  add('net.CIDR.ip(): net.IP', (value: Cidr) => value.ip);
  add('net.CIDR.prefixLength(): int', (value: Cidr) => BigInt(value.length));
  add('net.CIDR.masked(): net.CIDR', (value: Cidr) => value.masked());
  add('net.CIDR.containsIP(net.IP): bool', (value: Cidr, other: Ip) => value.contains(other));
  add('net.CIDR.containsIP(string): bool', (value: Cidr, other: string) => value.contains(ip(other)));
  add('net.CIDR.containsCIDR(net.CIDR): bool', (value: Cidr, other: Cidr) => value.contains(other.ip, other.length));
  add('net.CIDR.containsCIDR(string): bool', (value: Cidr, other: string) => {
    const parsed = cidr(other);
    return value.contains(parsed.ip, parsed.length);
  });
  environment.registerOperator('net.IP == net.IP', (left: Ip, right: Ip) => left.toString() === right.toString());
  environment.registerOperator(
    'net.CIDR == net.CIDR',
    (left: Cidr, right: Cidr) => left.toString() === right.toString(),
  );
}
