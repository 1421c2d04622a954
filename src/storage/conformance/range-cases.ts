import assert from 'node:assert/strict';
import { Compacted, type Storage } from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { bytes, line, remove, type StorageCase, write } from './storage-under-test.ts';

// U+FFFD sorts after a surrogate pair by code point, before none of it by code unit; the last two are a pair and its half.
const TRICKY_KEYS = [
  '',
  'a',
  'a\u0000',
  'a\u0000b',
  'a/',
  'aa',
  'ab',
  'é',
  'ü/ñ',
  '中文',
  '\ud7ff',
  '\ue000',
  '\ufffd',
  '\uffff',
  '😀',
  '\ud83d',
];

async function pages(storage: Storage, prefix: string, limit: number): Promise<readonly string[]> {
  const seen: string[] = [];
  const first = await storage.range(prefix, { limit });
  let page = first;
  while (page.entries.length > 0) {
    assert.ok(page.entries.length <= limit);
    assert.equal(page.revision, first.revision);
    seen.push(...page.entries.map(line));
    const after = page.entries.at(-1)?.key ?? '';
    page = await storage.range(prefix, { limit, after, revision: first.revision });
  }
  return seen;
}

/** Order, prefixes, paging, older revisions. */
export const rangeCases: readonly StorageCase[] = [
  {
    name: 'orders keys by code unit, every kind of key included',
    run: async (storage) => {
      for (const key of [...TRICKY_KEYS].reverse()) {
        await write(storage, key, JSON.stringify(key));
      }
      const { entries } = await storage.range('');
      assert.deepEqual(
        entries.map((entry) => entry.key),
        [...TRICKY_KEYS].sort(),
      );
      for (const key of TRICKY_KEYS) {
        assert.equal((await storage.get(key))?.key, key);
        const withPrefix = (await storage.range(key)).entries.map((entry) => entry.key);
        assert.deepEqual(
          withPrefix,
          [...TRICKY_KEYS].sort().filter((other) => other.startsWith(key)),
        );
        const after = (await storage.range('', { after: key })).entries.map((entry) => entry.key);
        assert.deepEqual(
          after,
          [...TRICKY_KEYS].sort().filter((other) => other > key),
        );
      }
    },
  },

  {
    name: 'pages through a prefix and nothing else',
    run: async (storage) => {
      for (const key of ['p', 'p/a', 'p/b', 'p/c', 'p/d', 'p/e', 'p0', 'q']) {
        await write(storage, key, 'v');
      }
      const all = (await storage.range('p/')).entries.map(line);
      assert.equal(all.length, 5);
      for (const limit of [1, 2, 3, 5, 6]) {
        assert.deepEqual(await pages(storage, 'p/', limit), all);
      }
      assert.deepEqual((await storage.range('p/', { after: 'a' })).entries.map(line), all);
      assert.deepEqual((await storage.range('p/', { after: 'p/e' })).entries, []);
      assert.deepEqual((await storage.range('p/', { after: 'z' })).entries, []);
      assert.deepEqual((await storage.range('p/', { limit: 0 })).entries, []);
    },
  },

  {
    name: 'pages at the revision of the first page while others write',
    run: async (storage) => {
      for (const key of ['a', 'b', 'c', 'd', 'e']) {
        await write(storage, key, 'old');
      }
      const first = await storage.range('', { limit: 2 });
      assert.deepEqual(first.entries.map(line), ['a=old 1/1', 'b=old 2/2']);
      await write(storage, 'bb', 'new');
      await remove(storage, 'c');
      await write(storage, 'd', 'new');
      await remove(storage, 'a');
      await write(storage, 'c', 'again');
      const { revision } = first;
      const second = await storage.range('', { limit: 2, after: 'b', revision });
      assert.deepEqual(second, await storage.range('', { limit: 2, after: 'b', revision }));
      assert.deepEqual(second.entries.map(line), ['c=old 3/3', 'd=old 4/4']);
      assert.equal(second.revision, revision);
      const third = await storage.range('', { limit: 2, after: 'd', revision });
      assert.deepEqual(third.entries.map(line), ['e=old 5/5']);
      assert.deepEqual((await storage.range('')).entries.map(line), [
        'b=old 2/2',
        'bb=new 6/6',
        'c=again 10/10',
        'd=new 4/8',
        'e=old 5/5',
      ]);
      assert.deepEqual(await storage.range('', { revision: 0 }), { entries: [], revision: 0 });
    },
  },

  {
    name: 'refuses to read a revision that was never written',
    run: async (storage) => {
      await write(storage, 'a', 'x');
      await assert.rejects(
        storage.range('', { revision: 2 }),
        (error) => error instanceof StorageError && error.reason === 'Invalid',
      );
      await assert.rejects(storage.compact(2), (error) => error instanceof StorageError && error.reason === 'Invalid');
    },
  },

  {
    name: 'refuses numbers that count nothing, and goes on',
    run: async (storage) => {
      await write(storage, 'a', 'x');
      for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        const calls = [
          storage.range('', { limit: wrong }),
          storage.range('', { revision: wrong }),
          storage.log(wrong, 1),
          storage.log(0, wrong),
          storage.compact(wrong),
          storage.put({ key: 'a', value: bytes('y'), expected: wrong }),
          storage.delete('a', wrong),
        ];
        for (const call of calls) {
          await assert.rejects(call, (error) => error instanceof StorageError && error.reason === 'Invalid');
        }
      }
      assert.equal(await storage.revision(), 1);
    },
  },
  {
    name: 'reads the compaction point and what is newer, and refuses what is older',
    run: async (storage) => {
      for (const text of ['1', '2', '3', '4']) {
        await write(storage, 'a', text);
      }
      await write(storage, 'b', '5');
      await remove(storage, 'b');
      await storage.compact(3);
      assert.deepEqual((await storage.range('', { revision: 3 })).entries.map(line), ['a=3 1/3']);
      assert.deepEqual((await storage.range('', { revision: 5 })).entries.map(line), ['a=4 1/4', 'b=5 5/5']);
      await assert.rejects(
        storage.range('', { revision: 2 }),
        (error) => error instanceof Compacted && error.compactedAt === 3,
      );
      await storage.compact(6);
      assert.deepEqual((await storage.range('')).entries.map(line), ['a=4 1/4']);
      assert.equal(await storage.revision(), 6);
      const next = await storage.put({ key: 'b', value: bytes('7'), expected: 0 });
      assert.deepEqual(next, { ok: true, revision: 7, created: 7 });
    },
  },
];
