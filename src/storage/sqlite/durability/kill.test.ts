import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { StoreDatabase } from '../store-database.ts';
import { valueOf } from './acknowledged-write.ts';
import { checkRecovered } from './check-recovered.ts';
import { killWriters } from './kill.ts';
import { unacknowledgedWrites } from './unacknowledged-writes.ts';

it('a killed writer leaves every acknowledged write, and no revision is given twice', async () => {
  const report = await killWriters({ kills: 8, mostWrites: 300, seed: 1 });
  assert.deepEqual(report.losses, []);
  assert.equal(report.kills, 8);
  assert.ok(report.acknowledged > 8);
});

it('the check of a recovered store sees a lost, a changed and a reused revision', async () => {
  const root = await mkdtemp(join(tmpdir(), 'slipway-check-'));
  try {
    const directory = join(root, 'store');
    const store = new StoreDatabase({ directory, durability: 'none' });
    store.write([
      { key: 'a', value: valueOf(1), expected: 0 },
      { key: 'b', value: valueOf(2), expected: 0 },
      { key: 'a', value: undefined, expected: 1 },
      { key: 'a', value: valueOf(4), expected: 0 },
    ]);
    store.close();
    const check = (...told: readonly (readonly [number, string, number | undefined])[]): string | undefined => {
      const writes = new Map(told.map(([revision, key, value]) => [revision, { revision, key, value }]));
      return checkRecovered({ directory, acknowledged: Math.max(...writes.keys()), writes });
    };
    const whole = [
      [1, 'a', 1],
      [2, 'b', 2],
      [3, 'a', undefined],
      [4, 'a', 4],
    ] as const;
    assert.equal(check(...whole), undefined);
    assert.match(check(...whole, [5, 'c', 5]) ?? '', /revision 5 was acknowledged, but the newest is 4/);
    assert.match(check([4, 'a', 5]) ?? '', /revision 4 puts a, but a write of a was acknowledged/);
    assert.match(check([2, 'c', 2]) ?? '', /revision 2 puts b, but a write of c was acknowledged/);
    assert.match(check([3, 'a', 3]) ?? '', /revision 3 deletes a, but a write of a was acknowledged/);
  } finally {
    await rm(root, { recursive: true });
  }
});

it('what was written but never told of is learnt before a compaction hides it, and must stay from then on', async () => {
  const root = await mkdtemp(join(tmpdir(), 'slipway-check-'));
  try {
    const directory = join(root, 'store');
    let store = new StoreDatabase({ directory, durability: 'none' });
    store.write([
      { key: 'a', value: valueOf(1), expected: 0 },
      { key: 'a', value: valueOf(2), expected: 1 },
      { key: 'b', value: valueOf(3), expected: 0 },
    ]);
    store.close();
    const told = [
      { revision: 1, key: 'a', value: 1 },
      { revision: 3, key: 'b', value: 3 },
    ];
    const writes = new Map(told.map((write) => [write.revision, write]));
    assert.throws(() => unacknowledgedWrites({ directory, writes, names: [4] }), /revision 2 holds a value of a/);
    const found = unacknowledgedWrites({ directory, writes, names: [4, 2] });
    assert.deepEqual(found, [{ revision: 2, key: 'a', value: 2 }]);
    store = new StoreDatabase({ directory, durability: 'none' });
    store.compact(3);
    store.close();
    const all = new Map([...told, ...found].map((write) => [write.revision, write]));
    assert.equal(checkRecovered({ directory, acknowledged: 3, writes: all }), undefined);
    all.set(2, { revision: 2, key: 'a', value: 4 });
    assert.match(
      checkRecovered({ directory, acknowledged: 3, writes: all }) ?? '',
      /another value than version 2 wrote/,
    );
  } finally {
    await rm(root, { recursive: true });
  }
});
