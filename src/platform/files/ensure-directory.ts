import { chmod, mkdir } from 'node:fs/promises';

/** Makes a directory that only its owner may enter (0700), its parents too; tightens one that exists. */
export async function ensureDirectory(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  if (made === undefined) await chmod(path, 0o700);
}
