import assert from 'node:assert/strict';
import { Compacted, type LogEntry } from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { bytes, line, remove, type StorageCase, write } from './storage-under-test.ts';

function story(changes: readonly LogEntry[]): readonly string[] {
  return changes.map((change) =>
    change.type === 'put'
      ? `${line(change.previous)} -> ${line(change.entry)}`
      : `${line(change.previous)} -> deleted ${change.key} at ${change.revision}`,
  );
}

function revisionOf(change: LogEntry): number {
  return change.type === 'put' ? change.entry.version : change.revision;
}

const isClosed = (error: unknown): boolean => error instanceof StorageError && error.reason === 'Closed';

/** The log, commit listeners, compaction, closing. */
export const logCases: readonly StorageCase[] = [
  {
    name: 'logs every change with what it replaced, oldest first',
    run: async (storage) => {
      await write(storage, 'a', '1');
      await write(storage, 'b', '2');
      await write(storage, 'a', '3');
      await remove(storage, 'a');
      await write(storage, 'a', '5');
      const all = [
        'nothing -> a=1 1/1',
        'nothing -> b=2 2/2',
        'a=1 1/1 -> a=3 1/3',
        'a=3 1/3 -> deleted a at 4',
        'nothing -> a=5 5/5',
      ];
      assert.deepEqual(story(await storage.log(0, 100)), all);
      assert.deepEqual(story(await storage.log(2, 2)), all.slice(2, 4));
      assert.deepEqual(await storage.log(5, 100), []);
      assert.deepEqual(await storage.log(0, 0), []);
    },
  },

  {
    name: 'forgets the log up to the compaction point and refuses readers from before it',
    run: async (storage) => {
      for (const text of ['1', '2', '3', '4']) {
        await write(storage, 'a', text);
      }
      await storage.compact(2);
      assert.deepEqual(story(await storage.log(2, 100)), ['a=2 1/2 -> a=3 1/3', 'a=3 1/3 -> a=4 1/4']);
      await assert.rejects(storage.log(1, 100), (error) => error instanceof Compacted && error.compactedAt === 2);
      await storage.compact(1);
      assert.equal((await storage.log(2, 100)).length, 2);
      await storage.compact(4);
      assert.deepEqual(await storage.log(4, 100), []);
      assert.equal(line(await storage.get('a')), 'a=4 1/4');
    },
  },

  {
    name: 'tells listeners of every commit in order, densely, before the writer hears of it',
    run: async (storage) => {
      const told: LogEntry[] = [];
      storage.onCommit((changes) => {
        assert.ok(changes.length > 0);
        told.push(...changes);
      });
      const writers = Array.from({ length: 20 }, async (_, writer) => {
        for (let round = 0; round < 5; round += 1) {
          const revision = await write(storage, `key-${writer % 7}-${writer}`, `${round}`);
          assert.ok(
            told.some((change) => revisionOf(change) === revision),
            'the listener knew first',
          );
        }
        await remove(storage, `key-${writer % 7}-${writer}`);
      });
      await Promise.all(writers);
      assert.deepEqual(
        told.map(revisionOf),
        Array.from({ length: 120 }, (_, index) => index + 1),
      );
      assert.deepEqual(story(told), story(await storage.log(0, 1000)));
    },
  },

  {
    name: 'calls a listener never within another call, even when it writes itself',
    run: async (storage) => {
      let inside = 0;
      const told: string[] = [];
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      storage.onCommit((changes) => {
        assert.equal(inside, 0);
        inside += 1;
        told.push(...story(changes));
        const [first] = changes;
        if (first?.type === 'put' && first.entry.key === 'a') {
          storage.put({ key: 'b', value: bytes('echo'), expected: 0 }).catch(reject);
        } else {
          resolve();
        }
        inside -= 1;
      });
      await write(storage, 'a', 'call');
      await promise;
      assert.deepEqual(told, ['nothing -> a=call 1/1', 'nothing -> b=echo 2/2']);
    },
  },

  {
    name: 'tells nobody of refused writes, and a listener that stopped of nothing',
    run: async (storage) => {
      const told: string[] = [];
      const listener = (changes: readonly LogEntry[]): void => {
        told.push(...story(changes));
      };
      const stopFirst = storage.onCommit(listener);
      const stopSecond = storage.onCommit(listener);
      await write(storage, 'a', '1');
      await storage.put({ key: 'a', value: bytes('x'), expected: 0 });
      assert.equal(told.length, 2);
      stopFirst();
      stopFirst();
      await write(storage, 'a', '2');
      assert.equal(told.length, 3);
      stopSecond();
      await write(storage, 'a', '3');
      assert.equal(told.length, 3);
    },
  },

  {
    name: 'shows readers only what listeners were told of',
    run: async (storage) => {
      let told = 0;
      storage.onCommit((changes) => {
        told = revisionOf(changes.at(-1) as LogEntry);
      });
      const seen: Promise<void>[] = [];
      for (let index = 0; index < 50; index += 1) {
        void storage.put({ key: `key-${index}`, value: bytes('v'), expected: 0 });
        seen.push(
          storage.range('').then(({ entries, revision }) => {
            assert.ok(revision <= told && entries.length === revision);
            assert.ok(revision > index, 'a read sees the writes called before it');
          }),
        );
      }
      await Promise.all(seen);
    },
  },

  {
    name: 'finishes what was called before close and refuses every call after',
    run: async (storage) => {
      const before = storage.put({ key: 'a', value: bytes('1'), expected: 0 });
      const closing = storage.close();
      const after = storage.put({ key: 'b', value: bytes('2'), expected: 0 });
      await assert.rejects(after, isClosed);
      assert.deepEqual(await before, { ok: true, revision: 1, created: 1 });
      await closing;
      await storage.close();
      const calls = [
        () => storage.get('a'),
        () => storage.range(''),
        () => storage.put({ key: 'a', value: bytes('2'), expected: 1 }),
        () => storage.delete('a', 1),
        () => storage.revision(),
        () => storage.log(0, 1),
        () => storage.compact(1),
      ];
      for (const call of calls) {
        await assert.rejects(call(), isClosed);
      }
      assert.throws(() => storage.onCommit(() => undefined), isClosed);
    },
  },
];
