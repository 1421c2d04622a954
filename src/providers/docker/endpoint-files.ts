/** In the endpoint's volume, which is mounted at their directory. */
export const endpointFiles = {
  directory: '/etc/slipway',
  /** What HAProxy reads. */
  configuration: '/etc/slipway/haproxy.cfg',
  /** What it was told last, written after it was told. */
  record: '/etc/slipway/endpoint.json',
} as const;
