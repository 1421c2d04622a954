const table = 'inet slipway_masquerade';

function rule(family: 'ip' | 'ip6', cidrs: readonly string[]): readonly string[] {
  if (cidrs.length === 0) return [];
  const pods = `{ ${cidrs.join(', ')} }`;
  return [`    ${family} saddr ${pods} ${family} daddr != ${pods} masquerade`];
}

/**
 * Rules, in nft's language, that give traffic from pods to anything else the machine's own address. Loading them
 * again replaces the table at once, so they may be applied any number of times.
 */
export function masqueradeRules(podCidrs: readonly string[]): string {
  const [sixth, fourth] = [
    podCidrs.filter((cidr) => cidr.includes(':')),
    podCidrs.filter((cidr) => !cidr.includes(':')),
  ];
  return [
    `table ${table}`,
    `delete table ${table}`,
    `table ${table} {`,
    '  chain postrouting {',
    '    type nat hook postrouting priority srcnat; policy accept;',
    ...rule('ip', fourth),
    ...rule('ip6', sixth),
    '  }',
    '}',
    '',
  ].join('\n');
}
