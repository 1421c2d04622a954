import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import type { Unsaved } from '#api/meta/kube-object.ts';
import { createWorld } from './create-world.ts';
import type { World } from './world.ts';
import type { Fault } from './fault.ts';
import { firstCluster } from './testing/first-cluster.ts';
import { workloadKinds } from './workload-kinds.ts';

const { composition, kinds, plantSeeds } = firstCluster({ safetyNets: false });
const names = ['a', 'b', 'c', 'd', 'e', 'f'];

interface Clusters {
  readonly limit: number;
  readonly faults?: readonly Fault[];
  readonly management?: Readonly<Record<string, Cluster['spec']['management']>>;
}

/** A world with six clusters of one machine each, declared at once, where only so many processors are. */
async function worldOf({ limit, faults = [], management = {} }: Clusters): Promise<World> {
  const world = createWorld({ seed: 3, kinds, workloadKinds, faults, mostSteps: 100_000 });
  const { cloud } = world.truth;
  cloud.hostFacts = { ...cloud.hostFacts, processors: limit };
  await world.act(plantSeeds);
  await world.act(async (objects) => {
    for (const name of names) {
      const spec = { release: 'v1.0.0', provider: 'docker', pools: [], management: management[name] ?? 'Manage' };
      const cluster = {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Cluster',
        metadata: { namespace: 'default', name },
        spec,
      };
      await objects.create(Cluster, cluster as unknown as Unsaved<Cluster>);
    }
  });
  world.startManager(composition);
  return world;
}

interface Seen {
  /** Most that initialised at a time. */
  readonly most: number;
  /** In the order in which they began. */
  readonly began: readonly string[];
  readonly messages: ReadonlySet<string>;
}

/** Lives until all the named clusters are Ready, watching who initialises meanwhile. */
async function watch(world: World, awaited: readonly string[]): Promise<Seen> {
  const began: string[] = [];
  const messages = new Set<string>();
  let most = 0;
  await world.runUntil(`${awaited.join(', ')} are Ready`, async () => {
    const planes = (await world.objects.list(ControlPlane)).items;
    const claimed = planes.filter(({ status }) => status?.initializer !== undefined);
    most = Math.max(most, claimed.filter(({ status }) => !status?.initialized).length);
    for (const { metadata } of claimed) if (!began.includes(metadata.name)) began.push(metadata.name);
    for (const { status } of planes) {
      const ready = status?.conditions?.find(({ type }) => type === 'Ready');
      if (ready?.reason === 'WaitingForTurn') messages.add(ready.message);
    }
    const clusters = (await world.objects.list(Cluster)).items;
    const ready = clusters.filter(({ status }) =>
      status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'),
    );
    const readyNames = ready.map(({ metadata }) => metadata.name);
    return awaited.every((name) => readyNames.includes(name));
  });
  return { most, began, messages };
}

test('of six clusters declared at once only so many initialise at a time as there are processors, and all become Ready', async () => {
  const seen = await watch(await worldOf({ limit: 2 }), names);
  assert.equal(seen.most, 2);
  assert.deepEqual([...seen.began].sort(), names);
  assert.match(
    [...seen.messages].join('\n'),
    /^waits for its turn: 2 of 2 initialise at provider docker \(default\/., default\/.\)/m,
  );
});

test('with processors for all nobody waits', async () => {
  const seen = await watch(await worldOf({ limit: 6 }), names);
  assert.deepEqual([...seen.messages], ['asks for its turn to initialise']);
});

test('a machine that is stuck, one that fails and clusters that nobody may act on keep nobody waiting for ever', async () => {
  const world = await worldOf({ limit: 1, management: { c: 'Observe' } });
  const { afflictions } = world.truth.hosts;
  const message = 'The container runtime does not listen yet';
  afflictions.set('a-control-plane-1', { phase: 'runtime-ready', event: 'waiting', message });
  afflictions.set('b-control-plane-1', { phase: 'runtime-ready', event: 'failed', message });
  const seen = await watch(world, ['d', 'e', 'f']);
  assert.ok(!seen.began.includes('c'));
});

test('a manager that dies at any of the first effects forgets nobody and lets them begin in turns', async () => {
  for (const effect of [20, 40, 50, 60, 70]) {
    const faults: readonly Fault[] = [{ effect, fault: 'crash', when: effect % 20 === 0 ? 'executed' : 'before' }];
    const seen = await watch(await worldOf({ limit: 2, faults }), names);
    // One more: a manager that starts again may have lost the sight of one that had just been let go.
    assert.ok(seen.most <= 3, `${seen.most} at a time after a crash at effect ${effect}`);
  }
});
