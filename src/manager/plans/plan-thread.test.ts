import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timers } from '#platform/timers.ts';
import { readSnapshot } from '#simulation/plan/read-snapshot.ts';
import { sourceOfWorld } from '#simulation/plan/source-of-world.ts';
import { firstCluster } from '#simulation/testing/first-cluster.ts';
import { changeTo, openPlannedWorld } from '#simulation/testing/planned-life.ts';
import { PlanThread } from './plan-thread.ts';

const entry = new URL('../entry/plan-worker.ts', import.meta.url);

test('two threads make the very plan that one makes', async () => {
  const world = await openPlannedWorld(1, { safetyNets: true, workers: 1 });
  const { composition, kinds } = firstCluster({ safetyNets: true });
  const change = changeTo({ workers: 2 });
  const source = sourceOfWorld(world, { kinds, connections: composition.connections.of });
  const { snapshot } = await world.act(() => readSnapshot(source, change));
  const plans: string[] = [];
  for (const largeBytes of [0, Number.POSITIVE_INFINITY]) {
    const thread = new PlanThread({ entry, timers, breathe: async () => undefined, largeBytes });
    try {
      plans.push(JSON.stringify(await thread.compute({ snapshot, change, providerType: 'sim' })));
    } finally {
      await thread.close();
    }
  }
  assert.equal(plans[0], plans[1]);
  assert.match(plans[0] ?? '', /"result":"Changes"/);
});
