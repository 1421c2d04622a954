import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import { openSqliteStorage } from '#storage/sqlite/open-sqlite-storage.ts';
import { StorageError, type StorageErrorReason } from '#storage/storage-error.ts';
import { backUpStore } from './back-up-store.ts';
import { keyFile } from './key-file.ts';
import { openStore } from './open-store.ts';
import { restoreStore } from './restore-store.ts';
import { rotateKey } from './rotate-key.ts';
import { killRotation } from './testing/kill-rotation.ts';
import { secretValues } from './testing/secret-values.ts';

let root: string;
const placeOf = (name = 'here') => ({ directory: join(root, name, 'store'), keys: join(root, `${name}.keys`) });
const here = () => placeOf();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-encryption-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function refused(reason: StorageErrorReason, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof StorageError, String(error));
    assert.equal(error.reason, reason, error.message);
    assert.match(error.message, message);
    return true;
  };
}

async function filled(name?: string): Promise<void> {
  const { storage } = await openStore(placeOf(name));
  await secretValues.write(storage);
  // While it is open, so that the log beside the database is looked at too.
  assert.deepEqual(secretValues.found(root), []);
  await storage.close();
  assert.deepEqual(secretValues.found(root), []);
}

async function readable(name?: string): Promise<void> {
  const { storage } = await openStore(placeOf(name));
  await secretValues.check(storage);
  await storage.close();
}

it('no file of a store, and no backup of it, has a Secret in clear; the key is its owner’s alone', async () => {
  await filled();
  await readable();
  const file = join(root, 'a.backup');
  await backUpStore({ lines: undefined, place: here(), file });
  assert.deepEqual(secretValues.found(root), []);
  assert.ok(!readFileSync(file).includes(readFileSync(here().keys).subarray(60, 90)));
  assert.equal(statSync(here().keys).mode & 0o777, 0o600);
});

it('a store from before encryption is encrypted when it is opened, with all that is left of it in its files', async () => {
  const clear = await openSqliteStorage({ directory: here().directory });
  await secretValues.write(clear);
  await clear.compact(5);
  const revision = await clear.revision();
  await clear.close();
  assert.notDeepEqual(secretValues.found(root), [], 'the search finds what is clear');
  const { storage } = await openStore(here());
  assert.equal(await storage.revision(), revision);
  assert.deepEqual(secretValues.found(root), []);
  await storage.close();
});

it('a rotation leaves no byte of the former key and every value as it was', async () => {
  await filled();
  const before = await keyFile.read(here().keys);
  const { current, former } = await rotateKey(here());
  const after = await keyFile.read(here().keys);
  assert.deepEqual(
    [before?.keys[0].id, after?.keys[0].id, after?.keys.length, after?.settled],
    [former, current, 1, true],
  );
  assert.ok(!readFileSync(join(here().directory, 'store.db')).includes(Buffer.from(former, 'hex')));
  assert.ok(readFileSync(join(here().directory, 'store.db')).includes(Buffer.from(current, 'hex')));
  await readable();
});

it('nobody rotates the key of a store that is held', async () => {
  const { storage } = await openStore(here());
  const before = readFileSync(here().keys, 'utf8');
  await assert.rejects(rotateKey(here()), refused('Locked', /is held by/));
  assert.equal(readFileSync(here().keys, 'utf8'), before);
  await storage.close();
});

it('a store whose key file is gone, another’s, or open to others is refused with what to do, and nothing is changed', async () => {
  await filled();
  await filled('other');
  const copy = join(root, 'copy');
  copyFileSync(here().keys, copy);
  rmSync(here().keys);
  await assert.rejects(
    openStore(here()),
    refused(
      'WrongKey',
      /key file .*here\.keys is missing.*put your copy of it there.*slipway server restore FILE --key COPY/,
    ),
  );
  assert.ok(!existsSync(here().keys));
  copyFileSync(placeOf('other').keys, here().keys);
  const { storage } = await openStore(here());
  await assert.rejects(
    storage.range(''),
    refused('WrongKey', /which is not in .*here\.keys; put back your copy of that file/),
  );
  await storage.close();
  copyFileSync(copy, here().keys);
  chmodSync(here().keys, 0o640);
  await assert.rejects(openStore(here()), refused('WrongKey', /others may read .*chmod 600/));
  chmodSync(here().keys, 0o600);
  await readable();
});

it('a restore asks for the key of the backup, refuses a wrong one, and encrypts with the key of the store it is', async () => {
  await filled();
  await filled('other');
  const file = join(root, 'a.backup');
  await backUpStore({ lines: undefined, place: here(), file });
  const copy = join(root, 'copy');
  copyFileSync(here().keys, copy);
  const restore = (key: string | undefined, name: string) =>
    restoreStore({ place: placeOf(name), file, key, force: true });
  const own = readFileSync(placeOf('other').keys, 'utf8');
  for (const key of [undefined, placeOf('other').keys]) {
    await assert.rejects(restore(key, 'other'), refused('WrongKey', /--key COPY; nothing was changed/));
  }
  await assert.rejects(restore(join(root, 'none'), 'other'), refused('WrongKey', /there is no file .*none/));
  await assert.rejects(restore(file, 'other'), refused('WrongKey', /is no key file/));
  await assert.rejects(restore(undefined, 'new'), refused('WrongKey', /--key COPY/));
  assert.ok(!existsSync(placeOf('new').keys));
  assert.equal(readFileSync(placeOf('other').keys, 'utf8'), own);
  await readable('other');

  for (const name of ['other', 'new']) {
    await restore(copy, name);
    const { storage } = await openStore(placeOf(name));
    const opened = await keyFile.read(placeOf(name).keys);
    assert.notEqual(opened?.keys[0].id, (await keyFile.read(copy))?.keys[0].id);
    assert.match(new TextDecoder().decode((await storage.get('core/secrets/default/s1'))?.value), /hidden-first-1-/);
    await storage.close();
  }
  await rotateKey(here());
  await assert.rejects(restore(undefined, 'here'), refused('WrongKey', /--key COPY/));
  await restore(copy, 'here');
  assert.deepEqual(secretValues.found(root), []);
});

const skip = spawnSync('strace', ['--version']).status === 0 ? false : 'strace is not installed, so nothing was killed';

it('a rotation that is killed leaves a store that opens with every Secret in it', { skip }, async () => {
  assert.ok((await killRotation({ every: 9 })) > 3);
});
