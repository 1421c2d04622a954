import { open } from 'node:fs/promises';
import type { Architecture } from './architecture.ts';

const machines: Readonly<Record<number, Architecture>> = { 62: 'amd64', 183: 'arm64' };

/** The architecture a program is for, by its ELF header; undefined for every other file. */
export async function elfMachine(file: string): Promise<Architecture | undefined> {
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(20);
    const { bytesRead } = await handle.read(header, 0, header.length, 0);
    // Magic number, 64 bits, little-endian.
    if (bytesRead < header.length || header.readUInt32BE(0) !== 0x7f454c46 || header.readUInt16BE(4) !== 0x0201) {
      return undefined;
    }
    return machines[header.readUInt16LE(18)];
  } finally {
    await handle.close();
  }
}
