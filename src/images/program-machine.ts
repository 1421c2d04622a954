import { open } from 'node:fs/promises';
import type { Architecture } from './architecture.ts';
import { elfMachine } from './elf-machine.ts';

const headerBytes = 64;

/** The architecture a program in a file is for; undefined where it is no program of one we know. */
export async function programMachine(file: string): Promise<Architecture | undefined> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    return elfMachine(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
