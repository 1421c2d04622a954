import type { Schema, ValidationRule } from './schema.ts';

/** The longest text of a range: an IPv6 address in full and its prefix. */
const longest = 43;

/** Schema of one address range, with the rules that hold for every one and those given. They run where it is a range. */
export function addressRange<const R extends readonly ValidationRule[]>(example: string, rules: R) {
  return {
    type: 'string',
    maxLength: longest,
    'x-kubernetes-validations': [
      { rule: 'isCIDR(self)', message: `must be an address range such as ${example}` },
      {
        rule: '!isCIDR(self) || cidr(self).masked() == cidr(self)',
        message: 'must begin with the first address of its range',
      },
      {
        rule: '!isCIDR(self) || cidr(self).ip().isGlobalUnicast()',
        message: 'must be addresses that machines can route to: loopback, link-local and multicast ones are not',
      },
      ...rules,
    ],
  } as const satisfies Schema;
}
