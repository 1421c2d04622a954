import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const name = 'durations.json';

/** How many seconds each step took the last time on this machine; empty when nothing is known. */
export async function readDurations(cache: string): Promise<Record<string, number>> {
  try {
    return JSON.parse(await readFile(join(cache, name), 'utf8')) as Record<string, number>;
  } catch {
    // An estimate only: a missing or unreadable file is as good as none.
    return {};
  }
}

/** Remembers durations for the next estimate. */
export async function writeDurations(cache: string, durations: Readonly<Record<string, number>>): Promise<void> {
  const file = join(cache, name);
  await writeFile(`${file}.new`, JSON.stringify(durations), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
