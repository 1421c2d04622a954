import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { BackupHeader } from './backup-header.ts';
import { checkBackup } from './check-backup.ts';

/** A backup that was written and read again. */
export interface WrittenBackup {
  readonly header: BackupHeader;
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Writes the lines of a backup to a file (0600), reads all of it again and compares its checksum; only then does it bear
 * its name, in place of what had it before. What fails leaves the older file alone.
 * @throws StorageError `Invalid` when what was written is not whole.
 */
export async function writeBackup(lines: AsyncIterable<string>, file: string): Promise<WrittenBackup> {
  const path = resolve(file);
  const partial = `${path}.partial`;
  await rm(partial, { force: true });
  try {
    const bytes = await writeLines(lines, partial);
    const { entries, header } = checkBackup(partial);
    await rename(partial, path);
    await syncDirectory(dirname(path));
    return { header, entries, bytes };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function writeLines(lines: AsyncIterable<string>, path: string): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const line of lines) {
      const text = Buffer.from(`${line}\n`);
      await file.writeFile(text);
      bytes += text.byteLength;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
