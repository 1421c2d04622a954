import type { PodRoutes } from '#domain/host/pod-routes.ts';
import { isAddress } from './is-address.ts';

function isCidr(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const [address = '', length = '', ...rest] = value.split('/');
  if (rest.length > 0 || !isAddress(address) || !/^\d{1,3}$/.test(length)) return false;
  return Number(length) <= (address.includes(':') ? 128 : 32);
}

/** Reads pod routes from JSON. Throws an error with the cure when they are not whole. */
export function parsePodRoutes(text: string): PodRoutes {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('The pod routes are not JSON; send them again.');
  }
  const listed: unknown = typeof value === 'object' && value !== null && 'routes' in value ? value.routes : undefined;
  if (!Array.isArray(listed)) throw new Error('The pod routes hold no list `routes`; send them again.');
  const routes = listed.map((entry: unknown) => {
    const { to, via } = { to: undefined, via: undefined, ...(typeof entry === 'object' ? entry : {}) } as {
      to: unknown;
      via: unknown;
    };
    if (!isCidr(to)) throw new Error(`${JSON.stringify(to)} is no pod CIDR; name an address and a prefix length.`);
    if (typeof via !== 'string' || !isAddress(via))
      throw new Error(`${JSON.stringify(via)} is no address; name the address of a machine.`);
    if (via.includes(':') !== to.includes(':'))
      throw new Error(`${to} cannot be reached by ${via}, which is of the other address family.`);
    return { to, via };
  });
  return { routes };
}
