import { addressFamily } from '#domain/network/address-family.ts';

/** The part of a cluster's pod ranges that its n-th Node gets, counted from zero: a /24 of IPv4, a /64 of IPv6. */
export function nodeRanges(podCidrs: readonly string[], index: number): readonly string[] {
  return (podCidrs.length === 0 ? ['10.244.0.0/16'] : podCidrs).map((cidr) => {
    const [address = ''] = cidr.split('/');
    if (addressFamily(address) === 'IPv4') {
      const [first, second] = address.split('.');
      return `${first}.${second}.${index}.0/24`;
    }
    const [before = '', after = ''] = address.split('::');
    const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
    const missing = 8 - groups(before).length - groups(after).length;
    const all = [...groups(before), ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...groups(after)];
    const subnet = (Number.parseInt(all[3] ?? '0', 16) + index).toString(16);
    return `${[...all.slice(0, 3), subnet].join(':')}::/64`;
  });
}
