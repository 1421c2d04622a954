import type { Architecture } from './architecture.ts';

const machines: Readonly<Record<number, Architecture>> = { 62: 'amd64', 183: 'arm64' };

/** The architecture a program or library is for, by its first bytes; undefined for every other file and every other machine. */
export function elfMachine(header: Uint8Array): Architecture | undefined {
  if (header.length < 20) return undefined;
  const view = new DataView(header.buffer, header.byteOffset);
  // Magic number, then 64 bits and little-endian.
  if (view.getUint32(0) !== 0x7f454c46 || view.getUint16(4) !== 0x0201) return undefined;
  return machines[view.getUint16(18, true)];
}
