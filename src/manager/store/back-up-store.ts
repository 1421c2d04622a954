import { rfc3339 } from '#base/rfc3339.ts';
import type { StoreBackup, StoreCare } from '#capabilities/store-care.ts';
import type { StorePlace } from '#capabilities/store-place.ts';
import { clock } from '#platform/clock.ts';
import { type BackupSource, backupLines } from '#storage/backup/backup-lines.ts';
import { writeBackup } from '#storage/backup/write-backup.ts';
import { StoreDatabase } from '#storage/sqlite/store-database.ts';
import { settleStore } from './settle-store.ts';

async function* linesOfStore(place: StorePlace): AsyncGenerator<string> {
  const store = new StoreDatabase({ directory: place.directory, durability: 'power-cut' });
  try {
    // A store from before encryption would be copied in clear.
    await settleStore(store, place);
    const range: BackupSource['range'] = async (prefix, { after, limit, revision }) =>
      store.range({ prefix, after, limit, revision });
    yield* backupLines({ uid: store.uid, range }, rfc3339(clock.now()));
  } finally {
    store.close();
  }
}

/** Writes a backup, of what a manager gives or of the store itself. */
export async function backUpStore(request: Parameters<StoreCare['backup']>[0]): Promise<StoreBackup> {
  const { file, lines, place } = request;
  const { bytes, entries, header } = await writeBackup(lines ?? linesOfStore(place), file);
  return { time: header.time, objects: entries, bytes };
}
