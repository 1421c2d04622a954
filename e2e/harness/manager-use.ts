import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from './installation.ts';
import { processorSeconds, residentBytes } from './process-use.ts';

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

async function storeState(home: string): Promise<string> {
  const directory = join(home, 'store');
  const files = (await readdir(directory)).toSorted();
  const states = await Promise.all(files.map((file) => stat(join(directory, file))));
  return states.map(({ mtimeMs, size }, index) => `${files[index]} ${size} ${mtimeMs}`).join(', ');
}

/** Looks at a manager's process as the kernel shows it. */
export async function managerUse({ home, manager }: Installation): Promise<ManagerUse> {
  const process = `/proc/${manager.pid}`;
  const [bytes, seconds, io, descriptors] = await Promise.all([
    residentBytes([manager.pid]),
    processorSeconds([manager.pid]),
    readFile(`${process}/io`, 'utf8'),
    readdir(`${process}/fd`),
  ]);
  return {
    megabytes: bytes / 1024 / 1024,
    descriptors: descriptors.length,
    seconds,
    written: Number(/^wchar: (\d+)/m.exec(io)?.[1]),
    store: await storeState(home),
  };
}
