import ipaddr from 'ipaddr.js';
import type { EndpointDesired } from '#providers/contract/endpoint.ts';

/**
 * Plain TCP to whichever API server answers. Old processes keep their connections after a reload, for at most an hour:
 * API servers end watches earlier on their own. Without `maxconn` HAProxy would reserve memory for every descriptor allowed.
 */
export function haproxyConfiguration(backends: EndpointDesired['backends'], port: number): string {
  const servers = backends.map(
    ({ name, address, port: serverPort }) => `  server ${name} ${hostPart(address)}:${serverPort}`,
  );
  return `${[
    'global',
    '  maxconn 4096',
    '  hard-stop-after 1h',
    '  log stdout format raw local0 notice',
    'defaults',
    '  mode tcp',
    '  log global',
    '  timeout connect 2s',
    '  timeout client 4h',
    '  timeout server 4h',
    '  timeout check 2s',
    '  option clitcpka',
    '  option srvtcpka',
    '  option redispatch',
    '  retries 3',
    '  default-server check inter 1s fastinter 200ms downinter 200ms fall 3 rise 1 on-marked-down shutdown-sessions',
    'frontend api',
    `  bind :${port}`,
    '  default_backend servers',
    'backend servers',
    '  balance leastconn',
    ...servers,
  ].join('\n')}\n`;
}

function hostPart(address: string): string {
  return ipaddr.IPv6.isValid(address) ? `[${address}]` : address;
}
