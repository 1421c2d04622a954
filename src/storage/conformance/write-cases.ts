import assert from 'node:assert/strict';
import { bytes, line, remove, type StorageCase, write } from './storage-under-test.ts';

/** Compare-and-set, created and version, exact bytes. */
export const writeCases: readonly StorageCase[] = [
  {
    name: 'starts empty at revision 0 with a uid',
    run: async (storage) => {
      assert.equal(await storage.revision(), 0);
      assert.equal(await storage.get('a'), undefined);
      assert.deepEqual(await storage.range(''), { entries: [], revision: 0 });
      assert.ok(storage.uid.length > 0);
    },
  },

  {
    name: 'counts revisions from 1 without gaps, refused writes included',
    run: async (storage) => {
      assert.deepEqual(await storage.put({ key: 'a', value: bytes('1'), expected: 0 }), {
        ok: true,
        revision: 1,
        created: 1,
      });
      assert.equal((await storage.put({ key: 'a', value: bytes('x'), expected: 0 })).ok, false);
      assert.equal((await storage.delete('b', 0)).ok, false);
      assert.deepEqual(await storage.put({ key: 'b', value: bytes('2'), expected: 0 }), {
        ok: true,
        revision: 2,
        created: 2,
      });
      assert.equal(await storage.revision(), 2);
    },
  },

  {
    name: 'refuses expected 0 for a key that exists and shows what is there',
    run: async (storage) => {
      await write(storage, 'a', 'first');
      const result = await storage.put({ key: 'a', value: bytes('second'), expected: 0 });
      assert.ok(!result.ok);
      assert.equal(line(result.current), 'a=first 1/1');
      assert.equal(line(await storage.get('a')), 'a=first 1/1');
    },
  },

  {
    name: 'refuses a stale version, a version of the future and a version of a missing key',
    run: async (storage) => {
      await write(storage, 'a', 'one');
      await write(storage, 'a', 'two');
      for (const expected of [1, 3, 99]) {
        const result = await storage.put({ key: 'a', value: bytes('stale'), expected });
        assert.ok(!result.ok);
        assert.equal(line(result.current), 'a=two 1/2');
      }
      assert.deepEqual(await storage.put({ key: 'b', value: bytes('x'), expected: 2 }), {
        ok: false,
        current: undefined,
      });
    },
  },

  {
    name: 'deletes only the version that the caller saw',
    run: async (storage) => {
      await write(storage, 'a', 'one');
      await write(storage, 'a', 'two');
      const stale = await storage.delete('a', 1);
      assert.ok(!stale.ok);
      assert.equal(line(stale.current), 'a=two 1/2');
      assert.deepEqual(await storage.delete('a', 0), { ok: false, current: stale.current });
      assert.deepEqual(await storage.delete('a', 2), { ok: true, revision: 3, created: 1 });
      assert.equal(await storage.get('a'), undefined);
      assert.deepEqual(await storage.delete('a', 2), { ok: false, current: undefined });
      assert.deepEqual(await storage.delete('a', 0), { ok: false, current: undefined });
    },
  },

  {
    name: 'keeps created over updates and sets it anew when a deleted key comes back',
    run: async (storage) => {
      await write(storage, 'a', 'one');
      await write(storage, 'other', 'x');
      await write(storage, 'a', 'two');
      assert.equal(line(await storage.get('a')), 'a=two 1/3');
      await remove(storage, 'a');
      await write(storage, 'a', 'three');
      assert.equal(line(await storage.get('a')), 'a=three 5/5');
    },
  },

  {
    name: 'lets exactly one of many concurrent writers of a version win',
    run: async (storage) => {
      await write(storage, 'a', 'start');
      const attempts = Array.from({ length: 50 }, (_, index) =>
        storage.put({ key: 'a', value: bytes(`writer ${index}`), expected: 1 }),
      );
      const results = await Promise.all(attempts);
      const winners = results.flatMap((result, index) => (result.ok ? [index] : []));
      assert.equal(winners.length, 1);
      assert.equal(line(await storage.get('a')), `a=writer ${winners[0]} 1/2`);
      for (const result of results) {
        assert.ok(result.ok || line(result.current) === `a=writer ${winners[0]} 1/2`);
      }
    },
  },

  {
    name: 'gives concurrent writers of different keys revisions without gap or repetition',
    run: async (storage) => {
      const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`);
      const results = await Promise.all(keys.map((key) => storage.put({ key, value: bytes(key), expected: 0 })));
      const revisions = results.map((result) => (result.ok ? result.revision : 0)).sort((left, right) => left - right);
      assert.deepEqual(
        revisions,
        keys.map((_, index) => index + 1),
      );
    },
  },

  {
    name: 'stores values byte for byte: every byte, none, and a megabyte',
    run: async (storage) => {
      const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);
      const large = Uint8Array.from({ length: 1_000_003 }, (_, index) => (index * 31) % 251);
      const values = { empty: new Uint8Array(0), everyByte, large, view: everyByte.subarray(100, 110) };
      for (const [key, value] of Object.entries(values)) {
        await storage.put({ key, value, expected: 0 });
        const stored = await storage.get(key);
        assert.deepEqual(Uint8Array.from(stored?.value ?? []), Uint8Array.from(value), key);
      }
      const { entries } = await storage.range('');
      for (const entry of entries) {
        assert.deepEqual(
          Uint8Array.from(entry.value),
          Uint8Array.from(values[entry.key as keyof typeof values]),
          entry.key,
        );
      }
    },
  },

  {
    name: 'keeps the value of the call, whatever the caller does to the array afterwards',
    run: async (storage) => {
      const value = bytes('before');
      const put = storage.put({ key: 'a', value, expected: 0 });
      value.fill(0);
      await put;
      assert.equal(line(await storage.get('a')), 'a=before 1/1');
    },
  },
];
