import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from './installation.ts';

/** What a manager takes and what it wrote. */
export interface ManagerUse {
  readonly megabytes: number;
  readonly descriptors: number;
  /** Seconds of processor time since it started. */
  readonly seconds: number;
  /** Bytes it gave to files since it started, its log among them. */
  readonly written: number;
  /** Size and time of the store's files: a write changes one of them. */
  readonly store: string;
}

const ticksPerSecond = 100;

async function storeState(home: string): Promise<string> {
  const directory = join(home, 'store');
  const files = (await readdir(directory)).toSorted();
  const states = await Promise.all(files.map((file) => stat(join(directory, file))));
  return states.map(({ mtimeMs, size }, index) => `${files[index]} ${size} ${mtimeMs}`).join(', ');
}

/** Looks at a manager's process as the kernel shows it. */
export async function managerUse({ home, manager }: Installation): Promise<ManagerUse> {
  const process = `/proc/${manager.pid}`;
  const [status, line, io, descriptors] = await Promise.all([
    readFile(`${process}/status`, 'utf8'),
    readFile(`${process}/stat`, 'utf8'),
    readFile(`${process}/io`, 'utf8'),
    readdir(`${process}/fd`),
  ]);
  // The name of the program, which may hold anything, ends with the last parenthesis.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return {
    megabytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024,
    descriptors: descriptors.length,
    seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    written: Number(/^wchar: (\d+)/m.exec(io)?.[1]),
    store: await storeState(home),
  };
}
