import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { planRuns } from '#simulation/plan/plan-runs.ts';
import { sharedSeeds } from './shared-seeds.ts';

function open() {
  const seeds = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const { port1, port2 } = new MessageChannel();
  const maker = sharedSeeds({ seeds, port: port1, role: 'maker' });
  const helper = sharedSeeds({ seeds, port: port2, role: 'helper' });
  return { maker, helper, helperPort: port2 };
}

test('each seed is taken once, and the first by the maker', () => {
  const { helper, helperPort, maker } = open();
  const taken = [helper.take(), maker.take()];
  for (let seed = helper.take(); seed !== undefined; seed = maker.take() ?? helper.take()) taken.push(seed);
  assert.equal(taken[1], 1);
  assert.deepEqual(
    taken.filter((seed) => seed !== undefined).toSorted((left, right) => left - right),
    Array.from({ length: planRuns }, (_, index) => index + 1),
  );
  helperPort.close();
});

test('a helper that is gone keeps nobody waiting: its seeds are missing', async () => {
  const { helper, helperPort, maker } = open();
  assert.equal(helper.take(), 2);
  for (let seed = maker.take(); seed !== undefined; seed = maker.take());
  helperPort.close();
  assert.deepEqual(await maker.others(), new Map());
});
