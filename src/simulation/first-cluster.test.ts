import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { readiness } from '#explain/readiness.ts';
import type { Fault } from './fault.ts';
import { firstCluster } from './testing/first-cluster.ts';
import { liveFirstCluster } from './testing/live-first-cluster.ts';

const unguarded = firstCluster({ safetyNets: false });

/** Every effect is for the long run; here each kind of fault is tried at a few effects spread over create, scale and delete. */
const sample: readonly Fault[] = [
  { effect: 4, fault: 'crash', when: 'executed' },
  { effect: 13, fault: 'crash', when: 'before' },
  { effect: 19, fault: 'crash', when: 'after' },
  { effect: 22, fault: 'crash', when: 'executed' },
  { effect: 33, fault: 'lost-reply' },
  { effect: 47, fault: 'crash', when: 'executed' },
  { effect: 54, fault: 'crash', when: 'after' },
  { effect: 57, fault: 'crash', when: 'executed' },
  { effect: 59, fault: 'crash', when: 'after' },
  { effect: 61, fault: 'crash', when: 'before' },
  { effect: 63, fault: 'crash', when: 'before' },
  { effect: 65, fault: 'lost-reply' },
  { effect: 70, fault: 'refused' },
  { effect: 75, fault: 'crash', when: 'after' },
];

/**
 * Each effect id with what any of its attempts came after: routes are told in the order in which machines join. What is asked
 * of pods is left out: where they run is their cluster's choice.
 */
function described(effects: readonly { readonly id: string; readonly after: readonly string[] }[]): readonly string[] {
  const own = effects.filter(({ id }) => !id.startsWith('workload evict '));
  return [...Map.groupBy(own, ({ id }) => id)]
    .map(([id, attempts]) => `${id} after ${[...new Set(attempts.flatMap(({ after }) => after))].sort().join(', ')}`)
    .sort();
}

/** Every version of the one object of a kind, which is gone by now. */
async function historyOf<T extends KubeObject>(objects: ObjectApi, kind: Kind<T>): Promise<readonly T[]> {
  const watch = objects.watch(kind, { resourceVersion: '1' });
  const versions: T[] = [];
  for (;;) {
    for (const event of await watch.next()) {
      if (event.type === 'BOOKMARK') continue;
      versions.push(event.object);
      if (event.type === 'DELETED') return versions;
    }
  }
}

test('without faults every seed asks for the same effects, each after effects that were asked for before', async () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
  let expected: readonly string[] | undefined;
  for (const seed of seeds) {
    const world = await liveFirstCluster(unguarded, { seed });
    const asked = world.effects.filter(({ phase }) => phase === 'asked');
    expected ??= described(asked);
    assert.deepEqual(described(asked), expected, `seed ${seed}`);
    // What an effect made can be seen before its reply arrives.
    const before = new Set<string>();
    for (const { id, after } of asked) {
      const missing = after.filter((earlier) => !before.has(earlier));
      assert.deepEqual(missing, [], `seed ${seed}: ${id} names effects that nobody asked for before`);
      before.add(id);
    }
    const made = asked.map(({ id }) => id).filter((id) => /^provider (create|delete) /.test(id));
    assert.equal(new Set(made).size, made.length, `seed ${seed}: each is asked of the provider once`);
  }
});

test('a cluster is not Ready before all its machines have the routes to pods', async () => {
  const world = await liveFirstCluster(unguarded, { seed: 3 });
  const versions = await world.act((objects) => historyOf(objects, Cluster));
  const settled = versions.filter(
    (cluster) => readiness.isReady(cluster) && cluster.status?.readyMachines === cluster.status?.machines,
  );
  for (const machines of [3, 5, 2]) {
    const first = settled.find(({ status }) => status?.machines === machines);
    assert.equal(first?.status?.routedMachines, machines);
  }
});

test('the same seed gives the same trace', async () => {
  const [first, second] = [
    await liveFirstCluster(unguarded, { seed: 9 }),
    await liveFirstCluster(unguarded, { seed: 9 }),
  ];
  assert.equal(first?.traceHash, second?.traceHash);
});

test('a manager killed at any effect leaves no orphan and no duplicate', async () => {
  for (const [index, fault] of sample.entries()) {
    const cluster = firstCluster({ safetyNets: index % 2 === 1 });
    await assert.doesNotReject(liveFirstCluster(cluster, { seed: 5, faults: [fault] }), JSON.stringify(fault));
  }
});

/** What goes wrong around a manager: what it sees is old or comes twice, its clock jumps, it reaches nobody for a while. */
const disorders: readonly (readonly Fault[])[] = [
  [{ effect: 12, fault: 'late-events', milliseconds: 20_000 }],
  [{ effect: 3, fault: 'events-twice', deliveries: 300 }],
  [{ effect: 19, fault: 'clock-jump', milliseconds: -600_000 }],
  [{ effect: 33, fault: 'clock-jump', milliseconds: 7_200_000 }],
  [{ effect: 41, fault: 'partition', from: 'provider', milliseconds: 60_000 }],
  [{ effect: 52, fault: 'partition', from: 'clusters', milliseconds: 60_000 }],
  [
    { effect: 37, fault: 'late-events', milliseconds: 20_928 },
    { effect: 41, fault: 'refused' },
  ],
  [
    { effect: 30, fault: 'partition', from: 'clusters', milliseconds: 30_000 },
    { effect: 31, fault: 'events-twice', deliveries: 30 },
    { effect: 34, fault: 'clock-jump', milliseconds: 3_600_000 },
    { effect: 40, fault: 'crash', when: 'executed' },
    { effect: 60, fault: 'late-events', milliseconds: 10_000 },
  ],
];

test('what is seen late or twice, clocks that jump and partitions that heal change nothing about the end', async () => {
  for (const [index, faults] of disorders.entries()) {
    const cluster = firstCluster({ safetyNets: index % 2 === 1 });
    const life = liveFirstCluster(cluster, { seed: 902_025, faults });
    await assert.doesNotReject(life, JSON.stringify(faults));
    const { met } = await life;
    assert.equal(met.length, faults.length, `${JSON.stringify(faults)} did not all happen`);
  }
});

test('a disorder is one: events come late and twice', async () => {
  const twice = await liveFirstCluster(unguarded, {
    seed: 6,
    faults: [{ effect: 3, fault: 'events-twice', deliveries: 20 }],
  });
  const again = twice.scheduler.trace.filter((line) => / watch \w+ \d+ again$/.test(line));
  assert.equal(again.length, 20);
  const [plain, late] = [
    await liveFirstCluster(unguarded, { seed: 6 }),
    await liveFirstCluster(unguarded, {
      seed: 6,
      faults: [{ effect: 12, fault: 'late-events', milliseconds: 30_000 }],
    }),
  ];
  assert.ok(late.scheduler.now - plain.scheduler.now > 25_000, 'what is seen later is done later');
});
