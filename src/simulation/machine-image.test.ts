import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MachineImage } from '#api/machine-image/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Provider } from '#api/provider/index.ts';
import type { TaskInput } from '#capabilities/tasks.ts';
import { lintObject } from '#runtime/lint-object.ts';
import { createWorld } from './create-world.ts';
import type { World } from './world.ts';
import type { TaskOutcome } from './simulated-tasks.ts';
import { firstCluster } from './testing/first-cluster.ts';

const name = 'v1.0.0-docker-amd64';
const { composition, kinds, plantSeeds } = firstCluster({ safetyNets: false });

interface Told {
  readonly key: string;
  readonly input: TaskInput;
}

/** A manager whose tasks end as `plan` says; every task that is begun is noted. */
async function open(
  plan: (told: Told) => TaskOutcome['end'],
): Promise<{ readonly world: World; readonly told: Told[] }> {
  const told: Told[] = [];
  const world = createWorld({
    seed: 1,
    kinds,
    task(key, input) {
      told.push({ key, input });
      return { milliseconds: 1_000, end: plan({ key, input }) };
    },
    lint: (object) => assert.deepEqual(lintObject(object), []),
  });
  await world.act(plantSeeds);
  world.startManager(composition);
  await world.runUntilQuiet();
  return { world, told };
}

function done({ key, input }: Told): TaskOutcome['end'] {
  const mirror = { directory: input['directory'], digest: 'sha256:index', sizeBytes: 5 };
  const image = { archive: `/cache/${key}.tar`, digest: `sha256:${key}`, sizeBytes: 1 };
  const source = { name: 'Source', reason: 'it can be built anywhere' };
  return { state: 'done', result: input.kind === 'mirror' ? mirror : { ...image, source } };
}

const failure = { state: 'failed', code: 'MirrorIncomplete', message: 'it lacks etcd', retryable: false } as const;

async function annotate(world: World, annotations: Readonly<Record<string, string | null>>): Promise<void> {
  const body = { metadata: { annotations } };
  await world.act((objects) => objects.patch(MachineImage, { name }, { type: 'merge', body }));
}

async function settings(world: World, artifacts: object): Promise<void> {
  const body = { spec: { artifacts } };
  await world.act((objects) => objects.patch(Provider, { name: 'docker' }, { type: 'merge', body }));
}

async function statusOf(world: World): Promise<NonNullable<MachineImage['status']>> {
  return (await world.objects.get(MachineImage, { name })).status ?? {};
}

async function reasonOf(world: World): Promise<string | undefined> {
  return (await statusOf(world)).conditions?.find(({ type }) => type === 'Ready')?.reason;
}

const mirror = { source: 'Mirror', mirror: { location: '/srv/mirror' } };

test('what the Provider says reaches the build, and where the parts came from stands in the status', async () => {
  const { world, told } = await open(done);
  await settings(world, mirror);
  // Caches of two kinds lag apart: what is asked for in the same moment may be begun by what the Provider said before.
  await world.runUntilQuiet();
  await annotate(world, { [labels.build]: 'requested' });
  await world.runUntilQuiet();
  assert.deepEqual(
    told.map(({ input }) => input['artifacts']),
    [1, 2].map(() => ({ ...mirror, provider: 'docker' })),
  );
  assert.deepEqual((await statusOf(world)).source, { name: 'Source', reason: 'it can be built anywhere' });
});

test('a build that cannot go on is begun anew when the Provider says otherwise', async () => {
  const { world, told } = await open((one) => (one.input['artifacts'] === undefined ? done(one) : failure));
  await settings(world, mirror);
  await annotate(world, { [labels.build]: 'requested' });
  await world.runUntilQuiet();
  assert.equal(await reasonOf(world), 'MirrorIncomplete');
  const before = told.length;
  await settings(world, { source: 'Source' });
  await world.runUntilQuiet();
  assert.equal(await reasonOf(world), 'MirrorIncomplete');
  await world.act((objects) =>
    objects.patch(Provider, { name: 'docker' }, { type: 'merge', body: { spec: { artifacts: null } } }),
  );
  await world.runUntilQuiet();
  assert.equal(await reasonOf(world), 'Ready');
  assert.ok(told.length > before);
});

test('a running build that is told otherwise is ended', async () => {
  const { world, told } = await open(done);
  await annotate(world, { [labels.build]: 'requested' });
  await world.runUntil('a build runs', async () => (await statusOf(world)).progress !== undefined);
  await settings(world, mirror);
  await world.runUntilQuiet();
  const last = new Map(told.map(({ key, input }) => [key, input['artifacts']]));
  assert.deepEqual(last.get(`image/${name}/machine/requested`), { ...mirror, provider: 'docker' });
  assert.equal(await reasonOf(world), 'Ready');
});

test('a finished image is built again for a new request only, and keeps serving meanwhile', async () => {
  const { world, told } = await open(done);
  await annotate(world, { [labels.build]: 'first' });
  await world.runUntilQuiet();
  const before = await statusOf(world);
  assert.equal(before.request, 'first');
  await settings(world, mirror);
  await world.runUntilQuiet();
  assert.equal(told.length, 2);
  await annotate(world, { [labels.build]: 'second' });
  await world.runUntil('it is built again', async () => (await statusOf(world)).progress !== undefined);
  assert.deepEqual((await statusOf(world)).machine, before.machine);
  await world.runUntilQuiet();
  assert.equal((await statusOf(world)).request, 'second');
  assert.equal((await statusOf(world)).machine?.digest, `sha256:image/${name}/machine/second`);
  await annotate(world, { [labels.build]: null });
  await world.runUntilQuiet();
  assert.equal((await statusOf(world)).machine?.digest, `sha256:image/${name}/machine/second`);
});

test('a directory is filled once, named in the status, and forgotten with its annotation', async () => {
  const { world, told } = await open(done);
  await annotate(world, { [labels.mirror]: '/srv/a' });
  await world.runUntilQuiet();
  const filled = {
    directory: '/srv/a',
    state: 'Filled',
    message: 'it has everything',
    digest: 'sha256:index',
    sizeBytes: 5,
  };
  assert.deepEqual((await statusOf(world)).mirror, filled);
  world.crash();
  world.startManager();
  await world.runUntilQuiet();
  assert.equal(told.filter(({ input }) => input.kind === 'mirror').length, 1);
  await annotate(world, { [labels.mirror]: '/srv/b' });
  await world.runUntilQuiet();
  assert.equal((await statusOf(world)).mirror?.directory, '/srv/b');
  await annotate(world, { [labels.mirror]: null });
  await world.runUntilQuiet();
  assert.equal((await statusOf(world)).mirror, undefined);
  await annotate(world, { [labels.mirror]: '/srv/b' });
  await world.runUntilQuiet();
  assert.equal(told.filter(({ input }) => input['directory'] === '/srv/b').length, 2);
});

test('a directory that cannot be filled leaves the image Ready and says why', async () => {
  const { world } = await open((one) => (one.input.kind === 'mirror' ? failure : done(one)));
  await annotate(world, { [labels.mirror]: '/srv/a' });
  await world.runUntilQuiet();
  assert.deepEqual((await statusOf(world)).mirror, { directory: '/srv/a', state: 'Failed', message: 'it lacks etcd' });
  assert.equal(await reasonOf(world), 'Ready');
});
