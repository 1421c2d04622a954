import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Compacted, type Storage } from '../storage.ts';
import { NaiveModel } from './naive-model.ts';
import type { StorageUnderTest } from './storage-under-test.ts';

type Command =
  | {
      readonly type: 'put' | 'delete';
      readonly key: string;
      readonly seen: 'version' | 'stale' | 'none';
      readonly value: Uint8Array;
    }
  | {
      readonly type: 'range';
      readonly prefix: string;
      readonly after: string;
      readonly limit: number;
      readonly back: number;
    }
  | { readonly type: 'compact'; readonly back: number };

const keys = fc.constantFrom('a', 'a/b', 'a/c', 'ab', 'b', 'b/😀', 'b/\ufffd', 'c');
const prefixes = fc.constantFrom('', 'a', 'a/', 'b', 'b/', 'c', 'x');
const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('put', 'put', 'delete'),
      key: keys,
      seen: fc.constantFrom('version', 'version', 'version', 'stale', 'none'),
      value: fc.uint8Array({ maxLength: 8 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('range' as const),
      prefix: prefixes,
      after: keys,
      limit: fc.nat(9),
      back: fc.nat(12),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('compact' as const), back: fc.nat(8) }) },
);

async function runCommand(
  storage: Storage,
  state: { readonly model: NaiveModel; compactedAt: number },
  command: Command,
): Promise<void> {
  const { model } = state;
  switch (command.type) {
    case 'put':
    case 'delete': {
      const { key, seen } = command;
      const present = model.find(key);
      const version = present?.version ?? 0;
      const expected = seen === 'version' ? version : seen === 'none' ? 0 : Math.max(0, version - 1);
      const value = command.type === 'put' ? command.value : undefined;
      const result = value ? await storage.put({ key, value, expected }) : await storage.delete(key, expected);
      const created = present?.created ?? model.revision + 1;
      const did = model.write(key, value, expected);
      assert.deepEqual(result, did ? { ok: true, revision: model.revision, created } : { ok: false, current: present });
      return;
    }
    case 'range': {
      const { prefix, after, limit } = command;
      const revision = Math.max(0, model.revision - command.back);
      const read = storage.range(prefix, { after, limit, revision });
      if (revision < state.compactedAt) {
        await assert.rejects(read, Compacted);
        return;
      }
      const entries = model
        .range(prefix, revision)
        .filter((entry) => entry.key > after)
        .slice(0, limit);
      assert.deepEqual(await read, { entries, revision });
      return;
    }
    case 'compact':
      state.compactedAt = Math.max(state.compactedAt, model.revision - command.back);
      await storage.compact(Math.max(0, model.revision - command.back));
  }
}

async function compareAll(storage: Storage, model: NaiveModel, compactedAt: number): Promise<void> {
  for (let revision = compactedAt; revision <= model.revision; revision += 1) {
    assert.deepEqual(await storage.range('', { revision }), { entries: model.range('', revision), revision });
  }
  const log = await storage.log(compactedAt, Number.MAX_SAFE_INTEGER);
  assert.equal(log.length, model.revision - compactedAt);
  for (const [index, change] of log.entries()) {
    const { before, after } = model.changedAt(compactedAt + index + 1);
    assert.deepEqual(change.previous, before);
    if (change.type === 'put') {
      assert.deepEqual(change.entry, after);
    } else {
      assert.deepEqual([change.revision, change.key, after], [compactedAt + index + 1, before?.key, undefined]);
    }
  }
}

/** Random calls do to the storage what they do to the naive model. */
export async function checkAgainstModel(under: StorageUnderTest, runs: number, seed: number): Promise<void> {
  const property = fc.asyncProperty(fc.array(commands, { minLength: 1, maxLength: 60 }), async (sequence) => {
    const { storage, dispose } = await under.open();
    try {
      const state = { model: new NaiveModel(), compactedAt: 0 };
      for (const command of sequence) {
        await runCommand(storage, state, command);
      }
      await compareAll(storage, state.model, state.compactedAt);
    } finally {
      await dispose();
    }
  });
  await fc.assert(property, { numRuns: runs, seed });
}
