import type { HostRecord } from './host-record.ts';

const sysResource = 24n;

/** Whether the engine's host bars CAP_SYS_RESOURCE from all its processes. What cannot be seen counts as allowed. */
export function lacksSysResource(host: HostRecord): boolean {
  const bounding = /^CapBnd:\s+([0-9a-f]+)$/m.exec(host.status ?? '')?.[1];
  return bounding !== undefined && ((BigInt(`0x${bounding}`) >> sysResource) & 1n) === 0n;
}
