import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Event } from '#api/builtin/event.ts';
import type { Controller } from '#runtime/controller.ts';
import type { World } from './world.ts';
import type { Fault } from './fault.ts';
import { createToy, openToyWorld } from './testing/open-toy-world.ts';
import { Toy, toyComposition, toyParts, type ToyScope } from './testing/toy.ts';

const key = { namespace: 'default', name: 'car' };

async function partNames(world: World): Promise<readonly string[]> {
  return (await world.objects.list(ConfigMap)).items.map(({ metadata }) => metadata.name);
}

async function revisionOf(world: World): Promise<string> {
  return (await world.objects.list(Toy)).resourceVersion;
}

/** Makes a toy of three parts, shrinks it to one, deletes it; the provider's truth and the store are looked at in between. */
async function live(seed: number, faults: readonly Fault[] = []): Promise<World> {
  const world = await openToyWorld({ seed, faults });
  world.startManager(toyComposition());
  await world.act((objects) => createToy(objects, 'car', { parts: 3 }));
  await world.runUntilQuiet();
  assert.deepEqual(await partNames(world), ['car-1', 'car-2', 'car-3']);
  assert.equal(world.truth.cloud.networks.size, 1, 'one network, however often it was asked for');
  const toy = await world.objects.get(Toy, key);
  assert.equal(toy.status?.conditions?.find(({ type }) => type === 'Ready')?.status, 'True');
  await world.act((objects) => objects.patch(Toy, key, { type: 'merge', body: { spec: { parts: 1 } } }));
  await world.runUntilQuiet();
  assert.deepEqual(await partNames(world), ['car-1']);
  await world.act((objects) => objects.delete(Toy, key));
  await world.runUntilQuiet();
  assert.deepEqual((await world.objects.list(Toy)).items, []);
  assert.deepEqual(await partNames(world), []);
  assert.equal(world.truth.cloud.networks.size, 0, 'nothing is left at the provider');
  return world;
}

test('a toy is made, changed and deleted without safety nets, for many orders of events', async () => {
  for (let seed = 1; seed <= 15; seed += 1) {
    const world = await live(seed);
    assert.deepEqual(world.problems, [], `seed ${seed}`);
  }
});

test('the same seed gives the same trace, another seed another one', async () => {
  const [one, again, other] = [await live(3), await live(3), await live(4)];
  assert.equal(one.traceHash, again.traceHash);
  assert.notEqual(one.traceHash, other.traceHash);
});

test('killed before and after every effect the end is the same: no orphan, no duplicate', async () => {
  const { asked } = await live(7);
  assert.ok(asked >= 8);
  for (let effect = 1; effect <= asked; effect += 1) {
    for (const when of ['before', 'executed', 'after'] as const) {
      await live(7, [{ effect, fault: 'crash', when }]);
    }
  }
});

test('lost replies and refusals at every effect change nothing about the end', async () => {
  const { asked } = await live(8);
  for (let effect = 1; effect <= asked; effect += 1) {
    await live(8, [{ effect, fault: 'lost-reply' }]);
    await live(8, [{ effect, fault: 'refused' }]);
  }
});

test('the effects of a run name their targets, once each when nothing goes wrong', async () => {
  const world = await openToyWorld({ seed: 1 });
  world.startManager(toyComposition());
  await world.act((objects) => createToy(objects, 'car', { parts: 2 }));
  await world.runUntilQuiet();
  assert.deepEqual(
    world.effects.filter(({ phase }) => phase === 'asked').map(({ id }) => id),
    [
      'store apply configmap default/car-1',
      'store apply configmap default/car-2',
      'provider create network default/car',
    ],
  );
});

test('a manager that starts on a settled world writes nothing and says nothing', async () => {
  const world = await openToyWorld({ seed: 5 });
  world.startManager(toyComposition());
  await world.act((objects) => createToy(objects, 'car', { parts: 2 }));
  await world.runUntilQuiet();
  await world.stopManagers();
  const [revision, asked] = [await revisionOf(world), world.asked];
  world.startManager();
  await world.runUntilQuiet();
  assert.equal(await revisionOf(world), revision);
  assert.equal(world.asked, asked);
});

test('what somebody else changed is put right, and what somebody deleted is made again', async () => {
  const world = await openToyWorld({ seed: 6 });
  world.startManager(toyComposition());
  await world.act((objects) => createToy(objects, 'car', { parts: 2 }));
  await world.runUntilQuiet();
  await world.act(async (objects) => {
    await objects.patch(
      ConfigMap,
      { namespace: 'default', name: 'car-1' },
      { type: 'merge', body: { data: { number: '99' } } },
    );
    await objects.delete(ConfigMap, { namespace: 'default', name: 'car-2' });
  });
  await world.runUntilQuiet();
  assert.deepEqual(
    (await world.objects.list(ConfigMap)).items.map(({ data }) => data?.['number']),
    ['1', '2'],
  );
});

test('two managers on one store at the same time do no harm', async () => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const world = await openToyWorld({ seed });
    world.startManager(toyComposition());
    world.startManager(toyComposition());
    await world.act((objects) => createToy(objects, 'car', { parts: 3 }));
    await world.runUntilQuiet();
    assert.deepEqual(await partNames(world), ['car-1', 'car-2', 'car-3']);
    assert.equal(world.truth.cloud.networks.size, 1);
    await world.act((objects) => objects.delete(Toy, key));
    await world.runUntilQuiet();
    assert.deepEqual((await world.objects.list(Toy)).items, []);
    assert.equal(world.truth.cloud.networks.size, 0);
  }
});

test('a toy deleted and made again under the same name gets parts of its own', async () => {
  const world = await openToyWorld({ seed: 9 });
  world.startManager(toyComposition());
  const first = await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
  await world.runUntilQuiet();
  await world.act((objects) => objects.delete(Toy, key));
  await world.runUntilQuiet();
  const second = await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
  await world.runUntilQuiet();
  const [part] = (await world.objects.list(ConfigMap)).items;
  assert.notEqual(first.metadata.uid, second.metadata.uid);
  assert.equal(part?.metadata.ownerReferences?.[0]?.uid, second.metadata.uid);
});

test('observed only, it reports what is due and does nothing; managed again, it goes on', async () => {
  const world = await openToyWorld({ seed: 10 });
  world.startManager(toyComposition());
  await world.act((objects) => createToy(objects, 'car', { parts: 1, management: 'Observe' }));
  await world.runUntilQuiet();
  const seen = await world.objects.get(Toy, key);
  assert.equal(world.asked, 0);
  assert.equal(seen.status?.conditions?.find(({ type }) => type === 'Ready')?.reason, 'Observing');
  assert.deepEqual(seen.metadata.finalizers ?? [], []);
  await world.act((objects) => objects.patch(Toy, key, { type: 'merge', body: { spec: { management: 'Manage' } } }));
  await world.runUntilQuiet();
  assert.deepEqual(await partNames(world), ['car-1']);
});

test('paused, it is left alone altogether', async () => {
  const world = await openToyWorld({ seed: 11 });
  world.startManager(toyComposition());
  await world.act((objects) => createToy(objects, 'car', { parts: 1, management: 'Paused' }));
  await world.runUntilQuiet();
  assert.equal(world.asked, 0);
  assert.equal((await world.objects.get(Toy, key)).status, undefined);
});

test('an event tells each new reason once', async () => {
  const world = await openToyWorld({ seed: 12 });
  world.startManager(toyComposition());
  await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
  await world.runUntilQuiet();
  const reasons = (await world.objects.list(Event)).items.map(({ reason, count }) => `${reason} ${count}`).sort();
  assert.deepEqual(reasons, ['NetworkMade 1', 'PartsMade 1', 'Ready 1']);
});

test('an event that has expired is told anew', async () => {
  const world = await openToyWorld({ seed: 14 });
  world.startManager(toyComposition());
  await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
  await world.runUntilQuiet();
  const ready = async () => (await world.objects.list(Event)).items.filter(({ reason }) => reason === 'Ready');
  const [first] = await ready();
  assert.ok(first);
  await world.act((objects) => objects.delete(Event, first.metadata));
  await world.act((objects) => objects.patch(Toy, key, { type: 'merge', body: { spec: { parts: 2 } } }));
  await world.runUntilQuiet();
  assert.deepEqual(
    (await ready()).map(({ count, metadata }) => [metadata.name, count]),
    [[first.metadata.name, 1]],
  );
});

function toyWith(change: Partial<Controller<Toy, ToyScope>>): Controller<Toy, ToyScope> {
  return { ...toyParts, ...change };
}

const misuses: readonly {
  readonly what: string;
  readonly controller: Controller<Toy, ToyScope>;
  readonly says: RegExp;
}[] = [
  {
    what: 'writing a kind that is not declared',
    controller: toyWith({ owns: [], reads: [{ kind: ConfigMap, wakes: () => [] }] }),
    says: /toy\.parts writes ConfigMap but does not declare it/,
  },
  {
    what: 'reading a kind that is not declared',
    controller: toyWith({ owns: [] }),
    says: /toy\.parts reads ConfigMap but does not declare it/,
  },
  {
    what: 'using a capability that is not declared',
    controller: toyWith({ uses: [] }),
    says: /uses the capability provider but does not declare it/,
  },
  {
    what: 'two verbs in one step',
    controller: toyWith({
      steps: [
        {
          name: 'both',
          why: 'to be refused',
          run: async (scope, pass) => {
            await pass.write.ensure(ConfigMap, { metadata: { name: 'x', namespace: 'default' } }, { because: [] });
            await scope.port.network.create(scope.owner, { families: ['IPv4'], avoid: [] }, { because: [] });
            return { outcome: 'proceed' };
          },
        },
      ],
    }),
    says: /two verbs/,
  },
  {
    what: 'an effect while reading the scope',
    controller: toyWith({
      scope: async (toy, pass) => {
        const scope = await toyParts.scope(toy, pass);
        await scope.port.network.create(scope.owner, { families: ['IPv4'], avoid: [] }, { because: [] });
        return scope;
      },
    }),
    says: /effects belong into steps/,
  },
];

for (const { what, controller, says } of misuses) {
  test(`${what} is refused with a sentence`, async () => {
    const world = await openToyWorld({ seed: 13 });
    world.startManager(toyComposition([controller]));
    await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
    await world.runUntil('a pass is refused', () => world.problems.some((problem) => says.test(problem)));
  });
}

test('a pass that waits for nothing the world gave it is named', async () => {
  const hanging = toyWith({ steps: [{ name: 'hang', why: 'to be found', run: () => new Promise(() => undefined) }] });
  const world = await openToyWorld({ seed: 14 });
  world.startManager(toyComposition([hanging]));
  await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
  await assert.rejects(world.runUntilQuiet(), /toy\.parts default\/car in hang/);
});

test('an invariant that does not hold keeps the effect from happening', async () => {
  const world = await openToyWorld({ seed: 15 });
  const never = {
    name: 'no-networks',
    effects: [{ world: 'provider', verb: 'create' }],
    judge: () => 'no network may be made',
  } as const;
  world.startManager({ ...toyComposition(), invariants: [never] });
  await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
  await world.runUntil('the invariant was met', () =>
    world.problems.some((problem) => problem.includes('no network may be made')),
  );
  assert.equal(world.truth.cloud.networks.size, 0);
  assert.deepEqual(await partNames(world), ['car-1']);
});

test('the last finalizer is taken off once, although the answer says nothing that the cache could be compared with', async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    let ended = 0;
    const world = await openToyWorld({ seed });
    const counting: Controller<Toy, ToyScope> = {
      ...toyParts,
      deletionSteps: [
        ...toyParts.deletionSteps,
        {
          name: 'count',
          why: 'last, before the finalizer goes',
          run: async () => {
            ended += 1;
            // Somebody else's change comes between, whose news wakes the key while the cache still shows the object.
            if (ended === 1)
              await world.objects.patch(Toy, key, { type: 'merge', body: { metadata: { labels: { a: 'b' } } } });
            return { outcome: 'proceed' };
          },
        },
      ],
    };
    world.startManager(toyComposition([counting]));
    await world.act((objects) => createToy(objects, 'car', { parts: 1 }));
    await world.runUntilQuiet();
    await world.act((objects) => objects.delete(Toy, key));
    await world.runUntilQuiet();
    assert.deepEqual((await world.objects.list(Toy)).items, []);
    assert.equal(ended, 1, `seed ${seed}`);
  }
});
