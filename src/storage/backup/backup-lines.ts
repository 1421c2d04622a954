import { createHash } from 'node:crypto';
import type { RangeResult } from '../storage.ts';
import { backupFormat, type BackupHeader } from './backup-header.ts';

/** What a backup is made from; a Storage is one. */
export interface BackupSource {
  readonly uid: string;
  range(
    prefix: string,
    options: { readonly after?: string; readonly limit: number; readonly revision?: number },
  ): Promise<RangeResult>;
}

/** Bounds what is in memory at once, and how long a writer waits behind one read. */
const entriesInAPage = 200;

/**
 * A backup line by line: a header, one line for each key with its current value, and the checksum of all of them.
 * It is what was current at one revision, whatever is written meanwhile; replaced and deleted values are not in it.
 */
export async function* backupLines(source: BackupSource, time: string): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown): string => {
    const text = JSON.stringify(value);
    hash.update(`${text}\n`);
    return text;
  };
  let page = await source.range('', { limit: entriesInAPage });
  const { revision } = page;
  const header: BackupHeader = { slipway: 'backup', format: backupFormat, store: source.uid, revision, time };
  yield line(header);
  let entries = 0;
  while (page.entries.length > 0) {
    for (const { created, key, value, version } of page.entries) {
      yield line([key, created, version, Buffer.from(value).toString('base64')]);
    }
    entries += page.entries.length;
    const after = page.entries.at(-1)?.key ?? '';
    page = await source.range('', { after, limit: entriesInAPage, revision });
  }
  yield JSON.stringify({ entries, sha256: hash.digest('hex') });
}
