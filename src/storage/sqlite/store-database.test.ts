import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it, type TestContext } from 'node:test';
import { Compacted } from '../storage.ts';
import { StorageError, type StorageErrorReason } from '../storage-error.ts';
import { keyFromBytes, keyToBytes } from './key-bytes.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { StoreDatabase } from './store-database.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function temporary(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-store-'));
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

it('makes the directory 0700 and its files 0600, and narrows what it finds wider', (context) => {
  const directory = join(temporary(context), 'state', 'store');
  const modes = (): string[] =>
    ['', 'store.db', 'store.db-wal', 'store.pid'].map((name) =>
      (statSync(join(directory, name)).mode & 0o777).toString(8),
    );
  const first = open(directory);
  first.write([{ key: 'a', value: bytes('1'), expected: 0 }]);
  assert.deepEqual(modes(), ['700', '600', '600', '600']);
  first.close();
  chmodSync(directory, 0o755);
  chmodSync(join(directory, 'store.db'), 0o644);
  const second = open(directory);
  second.write([{ key: 'b', value: bytes('1'), expected: 0 }]);
  assert.deepEqual(modes(), ['700', '600', '600', '600']);
  second.close();
});

it('keeps uid, revision, compaction point and values when it is opened again', (context) => {
  const directory = temporary(context);
  const first = open(directory);
  const { uid } = first;
  assert.match(uid, /^[0-9a-f-]{36}$/);
  first.write([
    { key: 'a', value: bytes('1'), expected: 0 },
    { key: 'a', value: undefined, expected: 1 },
  ]);
  first.close();
  const second = open(directory);
  assert.equal(second.uid, uid);
  assert.equal(second.revision, 2);
  // The deletion is the newest revision and is forgotten here; its number must not come again.
  second.compact(2);
  second.close();
  const third = open(directory);
  assert.equal(third.revision, 2);
  assert.throws(() => third.log(1, 10), Compacted);
  const [outcome] = third.write([{ key: 'a', value: bytes('2'), expected: 0 }]);
  assert.ok(outcome?.ok && outcome.revision === 3 && outcome.created === 3);
  third.check();
  third.close();
});

it('refuses a second opener in the same process, and names it', (context) => {
  const directory = temporary(context);
  const first = open(directory);
  const names = new RegExp(`is held by this process itself \\(pid ${process.pid}\\); stop it first`);
  assert.throws(() => open(directory), refused('Locked', names));
  // The refused opener must not have released the first one's lock by closing its own descriptor.
  assert.throws(() => open(directory), refused('Locked', names));
  first.write([{ key: 'a', value: bytes('1'), expected: 0 }]);
  first.close();
  open(directory).close();
});

it('refuses a second opener from another process, names the holder, and opens once the holder was killed', async (context) => {
  const directory = temporary(context);
  const script = `
    import { StoreDatabase } from ${JSON.stringify(new URL('./store-database.ts', import.meta.url).href)};
    const store = new StoreDatabase({ directory: process.argv[1], durability: 'power-cut' });
    store.write([{ key: 'a', value: Uint8Array.of(1), expected: 0 }]);
    process.stdout.write('holds');
    setInterval(() => store.revision, 1_000_000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.after(() => holder.kill('SIGKILL'));
  const gone = new Promise((resolve) => holder.once('exit', resolve));
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  assert.throws(() => open(directory), refused('Locked', new RegExp(`is held by the process with pid ${holder.pid};`)));
  holder.kill('SIGKILL');
  await gone;
  assert.equal(readFileSync(join(directory, 'store.pid'), 'utf8'), `${holder.pid}\n`);
  const store = open(directory);
  assert.equal(store.revision, 1);
  store.check();
  store.close();
});

it('refuses a store of a newer format and leaves it as it is', (context) => {
  const directory = temporary(context);
  open(directory).close();
  const database = new DatabaseSync(join(directory, 'store.db'));
  database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
  database.close();
  assert.throws(
    () => open(directory),
    refused(
      'NewerFormat',
      /was written by a newer Slipway \(its format is 3, this version knows 2\); use that version/,
    ),
  );
});

it('says why there can be no store in a place', (context) => {
  const file = join(temporary(context), 'file');
  writeFileSync(file, '');
  assert.throws(
    () => open(join(file, 'store')),
    refused('Invalid', /no store can be made in .*ENOTDIR.*; choose another directory/),
  );
});

it('refuses a database of another program and a file that is no database', (context) => {
  const foreign = join(temporary(context), 'foreign');
  mkdirSync(foreign);
  const database = new DatabaseSync(join(foreign, 'store.db'));
  database.exec('CREATE TABLE theirs (a)');
  database.close();
  assert.throws(() => open(foreign), refused('Invalid', /is a database of another program; choose another directory/));
  const broken = join(temporary(context), 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'store.db'), 'this is not a database, but it is long enough to be looked at. '.repeat(20));
  assert.throws(() => open(broken), refused('Damaged', /file is not a database; check the disk/));
});

it('migrates a store step by step, each step once, and undoes a step that fails', () => {
  const database = new DatabaseSync(':memory:');
  const format = (): unknown => database.prepare('PRAGMA user_version').get()?.['user_version'];
  const ran: string[] = [];
  const second = (on: DatabaseSync): void => {
    ran.push('second');
    on.exec('ALTER TABLE identity ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1');
  };
  const failing = (on: DatabaseSync): void => {
    on.exec('CREATE TABLE half (a)');
    throw new Error('half way');
  };
  migrate(database);
  assert.equal(format(), 2);
  assert.throws(() => migrate(database, [...migrations, second, failing]), /half way/);
  assert.equal(format(), 3);
  assert.equal(database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'").get()?.['n'], 0);
  migrate(database, [...migrations, second]);
  assert.deepEqual(ran, ['second']);
  assert.throws(() => migrate(database), refused('NewerFormat', /newer Slipway/));
  database.close();
});

it('keeps nothing of a commit that a full disk refused, and goes on when there is room', (context) => {
  const directory = temporary(context);
  const store = new StoreDatabase({ directory, durability: 'none', mostPages: 30 });
  store.write([{ key: 'a', value: bytes('1'), expected: 0 }]);
  const large = [
    { key: 'b', value: bytes('small'), expected: 0 },
    { key: 'c', value: new Uint8Array(1_000_000), expected: 0 },
  ];
  assert.throws(() => store.write(large), refused('Full', /no room in .*: free some disk space/));
  assert.equal(store.revision, 1);
  assert.equal(store.get('b'), undefined);
  const [outcome] = store.write([{ key: 'd', value: bytes('fits'), expected: 0 }]);
  assert.ok(outcome?.ok && outcome.revision === 2);
  store.check();
  store.close();
});

it('answers nothing more once the file contradicts itself', (context) => {
  const directory = temporary(context);
  const first = open(directory);
  first.write(
    Array.from({ length: 200 }, (_, index) => ({ key: `key-${index}`, value: new Uint8Array(500), expected: 0 })),
  );
  first.close();
  const file = join(directory, 'store.db');
  const content = readFileSync(file);
  // The first pages hold the schema and the roots, which opening reads; these hold values.
  content.fill(0x5a, 5 * 4096, 12 * 4096);
  writeFileSync(file, content);
  const store = open(directory);
  assert.throws(
    () => store.range({ prefix: '', after: undefined, limit: undefined, revision: undefined }),
    refused('Damaged', /malformed/),
  );
  assert.throws(() => store.write([]), refused('Damaged', /malformed/));
  store.close();
});

it('forgets replaced values and deletions when it compacts, and nothing that is current', (context) => {
  const directory = temporary(context);
  const store = open(directory);
  for (let revision = 1; revision <= 50; revision += 1) {
    store.write([{ key: 'a', value: new Uint8Array(20_000), expected: revision - 1 }]);
  }
  store.write([{ key: 'a', value: undefined, expected: 50 }]);
  store.write([{ key: 'b', value: bytes('stays'), expected: 0 }]);
  store.compact(20);
  store.compact(51);
  store.check();
  assert.equal(store.log(51, 10).length, 1);
  store.close();
  const database = new DatabaseSync(join(directory, 'store.db'), { readOnly: true });
  assert.deepEqual(
    database
      .prepare('SELECT revision FROM history')
      .all()
      .map((row) => row['revision']),
    [52],
  );
  database.close();
});

it('encodes keys so that bytes sort as code units and every string comes back', () => {
  const keys = [
    '',
    'a',
    'a\u0000',
    'z',
    '\u007f',
    '\u0080',
    '\u07ff',
    '\u0800',
    '\ud7ff',
    '\ud800',
    '\ud83d😀',
    '😀',
    '\udfff',
    '\ue000',
    '\uffff',
  ];
  const byBytes = [...keys].sort((left, right) => Buffer.compare(keyToBytes(left), keyToBytes(right)));
  assert.deepEqual(byBytes, [...keys].sort());
  assert.deepEqual(
    keys.map((key) => keyFromBytes(keyToBytes(key))),
    keys,
  );
});
