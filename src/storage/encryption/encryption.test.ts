import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { storageConformance } from '../conformance.ts';
import { MemoryStorage } from '../memory/memory-storage.ts';
import { SealedStorage } from '../sealed/sealed-storage.ts';
import { openSqliteStorage } from '../sqlite/open-sqlite-storage.ts';
import { StorageError, type StorageErrorReason } from '../storage-error.ts';
import { createSealer } from './create-sealer.ts';
import { keyRing } from './key-ring.ts';
import { storeKey } from './store-key.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Uint8Array): string => new TextDecoder().decode(value);
const sealerOf = (keys = keyRing.create().keys, prefixes = ['']) => createSealer({ keys, prefixes, file: '/s/keys' });

storageConformance(
  {
    name: 'SealedStorage over memory',
    open: async () => {
      const storage = new SealedStorage(new MemoryStorage('storage'), sealerOf());
      return { storage, dispose: () => storage.close() };
    },
  },
  { modelRuns: 100 },
);

storageConformance({
  name: 'SealedStorage over SQLite, of half the keys',
  open: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'slipway-sealed-'));
    const storage = new SealedStorage(await openSqliteStorage({ directory }), sealerOf(undefined, ['a', 'k']));
    return {
      storage,
      dispose: async () => {
        await storage.close();
        await rm(directory, { recursive: true });
      },
    };
  },
});

function refused(reason: StorageErrorReason, message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof StorageError && error.reason === reason && message.test(error.message);
}

it('what is below holds nothing that is clear, and the same value is never sealed to the same bytes', async () => {
  const memory = new MemoryStorage('storage');
  const storage = new SealedStorage(memory, sealerOf(undefined, ['secrets/']));
  for (const key of ['secrets/a', 'secrets/b', 'open/c'])
    await storage.put({ key, value: bytes('hidden'), expected: 0 });
  const below = (await memory.range('')).entries.map(({ value }) => Buffer.from(value).includes('hidden'));
  assert.deepEqual(below, [true, false, false]);
  const [, a, b] = (await memory.range('')).entries;
  assert.notDeepEqual(a?.value, b?.value);
  assert.equal(text((await storage.get('secrets/a'))?.value ?? bytes('')), 'hidden');
});

it('a value that was moved to another key, altered in any byte, cut, or put there in clear is refused', async () => {
  const memory = new MemoryStorage('storage');
  const storage = new SealedStorage(memory, sealerOf());
  await storage.put({ key: 'a', value: bytes('hidden'), expected: 0 });
  const { value } = (await memory.get('a')) ?? { value: bytes('') };
  const altered = Array.from(value, (byte, at) => {
    const other = Buffer.from(value);
    other[at] = byte ^ 1;
    return other;
  });
  await memory.put({ key: 'b', value, expected: 0 });
  await assert.rejects(storage.get('b'), refused('Damaged', /the value of b was altered, or is that of another key/));
  for (const other of [...altered, value.subarray(0, -1), value.subarray(0, 20), bytes('{"clear":true}')]) {
    const version = (await memory.get('c'))?.version ?? 0;
    await memory.put({ key: 'c', value: other, expected: version });
    await assert.rejects(storage.get('c'), StorageError);
  }
  await assert.rejects(storage.range(''), StorageError);
  await assert.rejects(storage.log(0, 9), StorageError);
  assert.equal(text((await storage.get('a'))?.value ?? bytes('')), 'hidden');
});

it('opens with any key of the ring, seals with the first, and names the key that is missing', () => {
  const former = keyRing.create();
  const ring = keyRing.rotated(former);
  const old = sealerOf(former.keys).seal('k', bytes('hidden'));
  const both = sealerOf(ring.keys);
  assert.equal(text(both.open('k', old)), 'hidden');
  const renewed = both.resealed('k', old);
  assert.equal(both.resealed('k', renewed), renewed);
  assert.equal(text(both.open('k', both.resealed('k', bytes('{"clear":1}')))), '{"clear":1}');
  const alone = sealerOf(keyRing.settled(ring).keys);
  assert.equal(text(alone.open('k', renewed)), 'hidden');
  const missing = new RegExp(`the key ${former.keys[0].id}, which is not in /s/keys`);
  assert.throws(() => alone.open('k', old), refused('WrongKey', missing));
});

it('reads a key file as it was written, and nothing else', () => {
  const ring = keyRing.rotated(keyRing.create());
  assert.deepEqual(keyRing.parse(keyRing.format(ring)), ring);
  const settled = keyRing.settled(ring);
  assert.deepEqual(keyRing.parse(keyRing.format(settled)), settled);
  assert.equal(storeKey.of(Buffer.alloc(16)), undefined);
  const whole = keyRing.format(ring);
  for (const wrong of [
    '',
    'text',
    '[]',
    '{}',
    whole.slice(0, -3),
    whole.replace('"format":1', '"format":2'),
    whole.replace('[', '["AAAA",'),
  ]) {
    assert.equal(keyRing.parse(wrong), undefined, wrong.slice(0, 40));
  }
});
