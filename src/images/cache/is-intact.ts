import { join } from 'node:path';
import { fileDigest } from './file-digest.ts';
import { verifiedRecord } from './verified-record.ts';

export interface RecordedFiles {
  readonly folder: string;
  readonly files: readonly { readonly name: string; readonly digest: string }[];
}

/** Whether every file of an artifact is what it was. Contents are read where nobody knows, or always if `full`. */
export async function isIntact({ folder, files }: RecordedFiles, full: boolean): Promise<boolean> {
  try {
    const stamps = await verifiedRecord.stampsOf(folder, files);
    const known = full ? {} : await verifiedRecord.read(folder);
    if (files.every(({ name }) => known[name] === stamps[name])) return true;
    for (const { name, digest } of files) {
      if ((await fileDigest(join(folder, name))) !== digest) return false;
    }
    await verifiedRecord.write(folder, stamps);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false;
    throw error;
  }
}
