import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { restoredMark } from '#api/restored-mark.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import type { RestoredStore, StoreCare } from '#capabilities/store-care.ts';
import { storedForm } from '#engine/stored-form.ts';
import { clock } from '#platform/clock.ts';
import { restoreBackup } from '#storage/backup/restore-backup.ts';
import { keyRing, type KeyRing } from '#storage/encryption/key-ring.ts';
import { StorageError } from '#storage/storage-error.ts';
import { keyFile } from './key-file.ts';
import { secretSealer } from './secret-sealer.ts';

/** What forbids changes until it is deleted; see {@link restoredMark}. */
function markOf(file: string, now: string) {
  const metadata = { ...restoredMark, uid: randomUUID(), resourceVersion: '', creationTimestamp: now };
  const mark: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { from: file, at: now } };
  return storedForm(ConfigMap, mark);
}

async function givenRing(key: string): Promise<KeyRing> {
  const ring = await keyFile.read(key);
  if (!ring) throw new StorageError('WrongKey', `there is no file ${key}; name the copy of the key file of the backup`);
  return ring;
}

/** From what a backup has to what the store is to have: sealed with the key of this store, whatever it was sealed with. */
function converter(own: KeyRing, given: KeyRing | undefined, file: string) {
  const sealer = secretSealer({ keys: [...own.keys, ...(given?.keys ?? [])], file });
  return (key: string, value: Uint8Array): Uint8Array => {
    try {
      return sealer.resealed(key, value);
    } catch (error) {
      if (!(error instanceof StorageError) || error.reason !== 'WrongKey') throw error;
      const cure = 'name the copy of the key file that was beside the store when it was backed up: --key COPY';
      throw new StorageError('WrongKey', `in the backup ${error.message}; ${cure}; nothing was changed`);
    }
  };
}

/** Makes the store what a backup says, encrypted with its own key. */
export async function restoreStore(request: Parameters<StoreCare['restore']>[0]): Promise<RestoredStore> {
  const { file, force, key, place } = request;
  const { directory, keys } = place;
  const given = key === undefined ? undefined : await givenRing(key);
  const own = (await keyFile.readOwn(keys)) ?? keyRing.create();
  const now = rfc3339(clock.now());
  const aside = `damaged-${now.replaceAll(':', '')}.db`;
  const convert = converter(own, given, key ?? keys);
  // What is there may be from before encryption: once this is written the next opener leaves nothing of it in the files.
  const prepare = () => keyFile.write(keys, { ...own, settled: false });
  const restored = await restoreBackup({ file, directory, mark: markOf(file, now), convert, prepare, aside, force });
  return { time: restored.header.time, kept: restored.keptDamaged ? join(directory, aside) : undefined };
}
