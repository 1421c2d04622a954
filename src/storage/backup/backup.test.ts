import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { MemoryStorage } from '../memory/memory-storage.ts';
import { StoreDatabase } from '../sqlite/store-database.ts';
import { StoreFiles } from '../sqlite/store-files.ts';
import { Compacted, type Storage } from '../storage.ts';
import { StorageError, type StorageErrorReason } from '../storage-error.ts';
import { backupLines } from './backup-lines.ts';
import { readBackup } from './read-backup.ts';
import { type RestoreOptions, restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const time = '2026-01-02T03:04:05Z';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const everything = { prefix: '', after: undefined, limit: undefined, revision: undefined };

function temporary(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-backup-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function open(directory: string): StoreDatabase {
  return new StoreDatabase({ directory, durability: 'none' });
}

function refused(reason: StorageErrorReason, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof StorageError);
    assert.equal(error.reason, reason);
    assert.match(error.message, message);
    return true;
  };
}

/** More than two pages of keys, some replaced and some deleted; the revision it ends with is 506. */
async function filled(): Promise<Storage> {
  const storage = new MemoryStorage('the-uid');
  for (let index = 0; index < 501; index += 1) {
    const key = `key/${String(index).padStart(3, '0')}`;
    await storage.put({ key, value: bytes(`value ${index}`), expected: 0 });
  }
  for (let index = 0; index < 4; index += 1) {
    await storage.put({ key: `key/00${index}`, value: bytes('again'), expected: index + 1 });
  }
  await storage.delete('key/004', 5);
  return storage;
}

async function backedUp(directory: string): Promise<string> {
  const file = join(directory, 'a.backup');
  await writeBackup(backupLines(await filled(), time), file);
  return file;
}

function restoring(file: string, directory: string, options: Partial<RestoreOptions> = {}): RestoreOptions {
  const mark = { key: 'mark', value: bytes('restored') };
  return { file, directory, mark, aside: 'damaged.db', force: false, ...options };
}

it('holds what was current at one revision, whatever is written meanwhile', async (context) => {
  const directory = temporary(context);
  const storage = await filled();
  const file = join(directory, 'a.backup');
  async function* disturbed(): AsyncGenerator<string> {
    let count = 0;
    for await (const line of backupLines(storage, time)) {
      yield line;
      count += 1;
      if (count === 100) {
        await storage.put({ key: 'key/500', value: bytes('later'), expected: 501 });
        await storage.put({ key: 'new', value: bytes('later'), expected: 0 });
        await storage.delete('key/300', 301);
      }
    }
  }
  const written = await writeBackup(disturbed(), file);
  assert.deepEqual([written.entries, written.bytes], [500, statSync(file).size]);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const { entries, header } = readBackup(file);
  assert.deepEqual(header, { slipway: 'backup', format: 2, store: 'the-uid', revision: 506, time });
  const expected = await storage.range('', { revision: 506 });
  assert.deepEqual(
    [...entries].map(({ key, value, created, version }) => ({
      key,
      value: Buffer.from(value).toString(),
      created,
      version,
    })),
    expected.entries.map((entry) => ({ ...entry, value: Buffer.from(entry.value).toString() })),
  );
});

it('comes back with the uid, the values, a revision far ahead and everything before compacted', async (context) => {
  const directory = temporary(context);
  const restored = await restoreBackup(restoring(await backedUp(directory), join(directory, 'store')));
  assert.deepEqual([restored.revision, restored.keptDamaged], [1_000_000_506, false]);
  const store = open(join(directory, 'store'));
  store.check();
  assert.deepEqual([store.uid, store.revision, store.compactedAt], ['the-uid', 1_000_000_506, 1_000_000_506]);
  const { entries } = store.range(everything);
  assert.equal(entries.length, 501);
  assert.deepEqual(Buffer.from(store.get('key/000')?.value ?? []).toString(), 'again');
  assert.equal(store.get('key/004'), undefined);
  assert.ok(store.get('mark'));
  for (const seen of [0, 506, 900, 1_000_000_505]) assert.throws(() => store.log(seen, 10), Compacted);
  const [outcome] = store.write([{ key: 'new', value: bytes('1'), expected: 0 }]);
  assert.ok(outcome?.ok && outcome.revision === 1_000_000_507);
  store.close();
});

it('goes ahead of the store it replaces, which may have seen more than the backup, and again each time', async (context) => {
  const directory = temporary(context);
  const file = await backedUp(directory);
  const home = join(directory, 'store');
  assert.equal((await restoreBackup(restoring(file, home))).revision, 1_000_000_506);
  assert.equal((await restoreBackup(restoring(file, home))).revision, 2_000_000_506);
});

it('refuses a file in which any byte is another or the end is missing, and leaves the store as it was', async (context) => {
  const directory = temporary(context);
  const file = await backedUp(directory);
  const home = join(directory, 'store');
  const before = open(home);
  before.write([{ key: 'old', value: bytes('1'), expected: 0 }]);
  before.close();
  const whole = readFileSync(file);
  const damaged = join(directory, 'damaged.backup');
  const force = true;
  const attempts = Array.from({ length: 60 }, (_, index) => Math.floor((index * whole.length) / 60));
  for (const at of [...attempts, whole.length - 2]) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x01;
    writeFileSync(damaged, changed);
    await assert.rejects(
      restoreBackup(restoring(damaged, home, { force })),
      refused('Invalid', /damaged\.backup/),
      `byte ${at}`,
    );
    writeFileSync(damaged, whole.subarray(0, at));
    await assert.rejects(
      restoreBackup(restoring(damaged, home, { force })),
      refused('Invalid', /damaged\.backup/),
      `cut at ${at}`,
    );
  }
  const after = open(home);
  assert.deepEqual([after.uid, after.revision, after.range(everything).entries.length], [before.uid, 1, 1]);
  after.close();
});

it('refuses while somebody holds the store, and a store of another installation unless it is forced', async (context) => {
  const directory = temporary(context);
  const file = await backedUp(directory);
  const home = join(directory, 'store');
  const holder = open(home);
  holder.write([{ key: 'old', value: bytes('1'), expected: 0 }]);
  await assert.rejects(restoreBackup(restoring(file, home)), refused('Locked', /is held by/));
  holder.close();
  await assert.rejects(restoreBackup(restoring(file, home)), refused('Invalid', /belongs to another installation/));
  await restoreBackup(restoring(file, home, { force: true }));
  const store = open(home);
  assert.deepEqual([store.uid, store.get('old')], ['the-uid', undefined]);
  store.close();
});

it('keeps a damaged store beside the new one', async (context) => {
  const directory = temporary(context);
  const file = await backedUp(directory);
  const home = join(directory, 'store');
  open(home).close();
  const rubbish = 'this is not a database, but it is long enough to be looked at. '.repeat(20);
  writeFileSync(join(home, 'store.db'), rubbish);
  assert.throws(() => open(home), refused('Damaged', /not a database/));
  assert.equal((await restoreBackup(restoring(file, home))).keptDamaged, true);
  assert.equal(readFileSync(join(home, 'damaged.db'), 'utf8'), rubbish);
  const store = open(home);
  store.check();
  assert.equal(store.uid, 'the-uid');
  store.close();
});

it('lets nobody but a restore open what comes instead of a damaged store', async (context) => {
  const directory = temporary(context);
  const file = await backedUp(directory);
  const home = join(directory, 'store');
  open(home).close();
  // As a restore that was killed right after it had taken the damaged one away.
  new StoreFiles(home).setAside('damaged.db');
  assert.throws(() => open(home), refused('Damaged', /was interrupted/));
  assert.deepEqual(readdirSync(home).sort(), ['damaged.db', 'store.restoring']);
  await restoreBackup(restoring(file, home));
  const store = open(home);
  assert.equal(store.uid, 'the-uid');
  store.close();
});

it('leaves the old store when it is killed in the middle', async (context) => {
  const home = join(temporary(context), 'store');
  const before = open(home);
  before.write([{ key: 'old', value: bytes('1'), expected: 0 }]);
  before.close();
  const script = `
    import { StoreDatabase } from ${JSON.stringify(new URL('../sqlite/store-database.ts', import.meta.url).href)};
    const store = new StoreDatabase({ directory: process.argv[1], durability: 'power-cut' });
    store.replace({ uid: 'other', revision: 9, entries: (function* () {
      for (let version = 1; version < 9; version += 1) {
        yield { key: 'key' + version, created: version, version, value: new Uint8Array(10_000_000) };
      }
      process.kill(process.pid, 'SIGKILL');
    })() });`;
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script, home]);
  assert.equal(signal, 'SIGKILL');
  const after = open(home);
  after.check();
  assert.deepEqual([after.uid, after.range(everything).entries.map(({ key }) => key)], [before.uid, ['old']]);
  after.close();
});

it('leaves an older backup alone when a new one breaks off', async (context) => {
  const directory = temporary(context);
  const file = await backedUp(directory);
  const before = readFileSync(file);
  async function* cut(): AsyncGenerator<string> {
    let count = 0;
    for await (const line of backupLines(await filled(), time)) {
      if (count === 50) return;
      count += 1;
      yield line;
    }
  }
  await assert.rejects(writeBackup(cut(), file), refused('Invalid', /its end is missing/));
  assert.deepEqual(readFileSync(file), before);
  assert.deepEqual(readdirSync(directory), ['a.backup']);
});

it('restores what was written before values could be encrypted, and refuses what a newer Slipway wrote', async (context) => {
  const directory = temporary(context);
  const written = (format: number): string => {
    const header = JSON.stringify({ slipway: 'backup', format, store: 'the-uid', revision: 5, time });
    const lines = `${header}\n${JSON.stringify(['key', 1, 5, Buffer.from('value').toString('base64')])}\n`;
    const sha256 = createHash('sha256').update(lines).digest('hex');
    const file = join(directory, `${format}.backup`);
    writeFileSync(file, `${lines}${JSON.stringify({ entries: 1, sha256 })}\n`);
    return file;
  };
  const home = join(directory, 'store');
  await restoreBackup(restoring(written(1), home));
  const store = open(home);
  assert.deepEqual(store.get('key')?.value, bytes('value'));
  store.close();
  await assert.rejects(restoreBackup(restoring(written(3), home)), refused('Invalid', /written by a newer Slipway/));
});

it('stores what a conversion makes of the values; one that throws leaves everything as it was', async (context) => {
  const directory = temporary(context);
  const file = await backedUp(directory);
  const home = join(directory, 'store');
  const events: string[] = [];
  const prepare = async () => void events.push('prepared');
  const failing = restoring(file, home, {
    convert: (key, value) => {
      if (key === 'key/400') throw new StorageError('WrongKey', 'no key');
      return value;
    },
    prepare,
  });
  await assert.rejects(restoreBackup(failing), refused('WrongKey', /no key/));
  assert.deepEqual([events, existsSync(home)], [[], false]);
  await restoreBackup(restoring(file, home, { convert: (key) => bytes(key), prepare }));
  const store = open(home);
  assert.deepEqual([store.get('key/400')?.value, events], [bytes('key/400'), ['prepared']]);
  store.close();
});
