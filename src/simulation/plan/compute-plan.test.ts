import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../fault.ts';
import { changeTo, livePlanned, openPlannedWorld, planFor } from '../testing/planned-life.ts';

test('without faults the effects of a run are those of its plan, under other orders of events', async () => {
  await livePlanned({ seed: 11, from: undefined, to: { workers: 1 }, faults: [], safetyNets: false });
  await livePlanned({ seed: 12, from: 1, to: { workers: 3 }, faults: [], safetyNets: false });
  await livePlanned({ seed: 13, from: 2, to: { workers: 0 }, faults: [], safetyNets: true });
  await livePlanned({ seed: 14, from: 1, to: 'deleted', faults: [], safetyNets: false });
});

test('crashes, lost replies and refusals change nothing about the set of effects', async () => {
  const faults: readonly Fault[] = [
    { effect: 2, fault: 'crash', when: 'executed' },
    { effect: 6, fault: 'lost-reply' },
    { effect: 9, fault: 'crash', when: 'before' },
    { effect: 12, fault: 'refused' },
  ];
  await livePlanned({ seed: 15, from: 1, to: { workers: 2 }, faults, safetyNets: true });
  await livePlanned({ seed: 16, from: 2, to: { workers: 1 }, faults, safetyNets: false });
});

test('what is as declared plans nothing, and a plan of one change on one state is the same document', async () => {
  const world = await openPlannedWorld(17, { safetyNets: true, workers: 1 });
  const same = await planFor(world, changeTo({ workers: 1 }));
  assert.equal(same.result, 'NoChanges');
  assert.deepEqual([same.objects, same.effects, same.stalls], [[], [], []]);
  const [first, second] = [
    await planFor(world, changeTo({ workers: 2 })),
    await planFor(world, changeTo({ workers: 2 })),
  ];
  assert.equal(JSON.stringify(first), JSON.stringify(second));
  assert.equal(first.result, 'Changes');
  assert.deepEqual(
    first.machines.map(({ because, change, name }) => [name, change, because]),
    [
      [
        'default/first-workers-2',
        'created',
        ['Cluster default/first spec.pools[workers]', 'NodePool default/first-workers spec.replicas'],
      ],
    ],
  );
  assert.deepEqual(
    first.objects.filter(({ by }) => by === 'user').map(({ fields, kind }) => [kind, fields]),
    [['Cluster', [{ path: 'spec.pools[workers].replicas', before: 1, after: 2 }]]],
  );
});

test('a plan holds no secret of the world it was made from, and a change that is refused is a stall', async () => {
  const world = await openPlannedWorld(18, { safetyNets: true, workers: 1 });
  const plan = await planFor(world, changeTo({ workers: 2 }));
  assert.doesNotMatch(JSON.stringify(plan), /PRIVATE KEY|c2ltdWxhdGVk/);
  const [manifest] = changeTo({ workers: 2 }).manifests;
  const release = { ...(manifest?.['spec'] as object), release: 'v9.9.9' };
  const refused = await planFor(world, { manifests: [{ ...manifest, spec: release }], deletions: [] });
  assert.equal(refused.result, 'Stall');
  assert.deepEqual(
    refused.stalls.map(({ object, reason }) => [object, reason]),
    [['Cluster default/first', 'Invalid']],
  );
});
