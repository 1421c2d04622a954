import { stat } from 'node:fs/promises';

/** Differs whenever anything was done to a file or another took its place: nobody can set a change time. */
export async function fileStamp(file: string): Promise<string> {
  const { dev, ino, size, ctimeNs } = await stat(file, { bigint: true });
  return `${dev} ${ino} ${size} ${ctimeNs}`;
}
