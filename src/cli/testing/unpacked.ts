import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';

/** The files of a compressed archive by path. */
export async function unpacked(path: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const archive = createReadStream(path).pipe(createGunzip()).pipe(extract());
  for await (const entry of archive) files.set(entry.header.name, await text(entry));
  return files;
}
