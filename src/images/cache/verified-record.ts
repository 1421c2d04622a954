import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileStamp } from './file-stamp.ts';

/** When the files of a folder were verified last, and what stamps they had then. */
interface Verified {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stamps: Readonly<Record<string, string>>;
}

const name = 'verified.json';
/** A disk may lose bits without the file system knowing. */
const goodForMilliseconds = 86_400_000;

/** The stamps that still count: none where the files were verified long ago, or in the future by a clock that went wrong. */
async function read(folder: string): Promise<Verified['stamps']> {
  try {
    const { at, stamps } = JSON.parse(await readFile(join(folder, name), 'utf8')) as Verified;
    const age = Date.now() - at;
    return age >= 0 && age < goodForMilliseconds ? stamps : {};
  } catch {
    // Missing or damaged: then everything is verified.
    return {};
  }
}

/** Writes down that these files have just been verified, with the stamps they had before. */
async function write(folder: string, stamps: Verified['stamps']): Promise<void> {
  const partial = join(folder, `${name}.${randomUUID()}`);
  const verified: Verified = { at: Date.now(), stamps };
  try {
    await writeFile(partial, JSON.stringify(verified), { mode: 0o600 });
    await rename(partial, join(folder, name));
  } catch {
    // A cache that cannot be written is verified each time.
    await rm(partial, { force: true }).catch(() => undefined);
  }
}

async function stampsOf(folder: string, files: readonly { readonly name: string }[]): Promise<Verified['stamps']> {
  const stamps = await Promise.all(files.map(async (file) => [file.name, await fileStamp(join(folder, file.name))]));
  return Object.fromEntries(stamps) as Record<string, string>;
}

/** What spares reading whole artifacts each time they are looked for. */
export const verifiedRecord = { read, write, stampsOf } as const;
