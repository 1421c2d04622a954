import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { restoredMark } from '#api/restored-mark.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import type { StoreBackups } from '#capabilities/store-backups.ts';
import { storedForm } from '#engine/stored-form.ts';
import { clock } from '#platform/clock.ts';

/** What forbids changes until it is deleted; see {@link restoredMark}. */
function markOf(file: string, now: string) {
  const metadata = { ...restoredMark, uid: randomUUID(), resourceVersion: '', creationTimestamp: now };
  const mark: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { from: file, at: now } };
  return storedForm(ConfigMap, mark);
}

async function* linesOfStore(directory: string): AsyncGenerator<string> {
  const { StoreDatabase } = await import('#storage/sqlite/store-database.ts');
  const { backupLines } = await import('#storage/backup/backup-lines.ts');
  const store = new StoreDatabase({ directory, durability: 'power-cut' });
  try {
    const range: Parameters<typeof backupLines>[0]['range'] = async (prefix, { after, limit, revision }) =>
      store.range({ prefix, after, limit, revision });
    yield* backupLines({ uid: store.uid, range }, rfc3339(clock.now()));
  } finally {
    store.close();
  }
}

/** Loads what it needs when it is asked: most commands copy no store. */
export const storeBackups: StoreBackups = {
  async write({ file, lines, store }) {
    const { writeBackup } = await import('#storage/backup/write-backup.ts');
    const { bytes, entries, header } = await writeBackup(lines ?? linesOfStore(store), file);
    return { time: header.time, objects: entries, bytes };
  },
  async restore({ file, force, store }) {
    const { restoreBackup } = await import('#storage/backup/restore-backup.ts');
    const now = rfc3339(clock.now());
    const aside = `damaged-${now.replaceAll(':', '')}.db`;
    const restored = restoreBackup({ file, directory: store, mark: markOf(file, now), aside, force });
    return { time: restored.header.time, kept: restored.keptDamaged ? join(store, aside) : undefined };
  },
};
