import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ConformanceBench } from './conformance-bench.ts';
import { expectRefusal } from './conformance-expect-refusal.ts';
import type { Driver } from './driver.ts';
import { ProviderError } from './provider-error.ts';
import type { Observed, ResourceDriver, Tagged } from './resource.ts';

/** One kind of resource with its own desired state and facts closed over. */
interface Subject {
  readonly name: 'machine' | 'endpoint' | 'network' | 'image';
  tags(name: string): Tagged;
  create(driver: Driver, tags: Tagged): Promise<void>;
  /** Waits until it is there for good, neither being made nor being removed. */
  settled(tags: Tagged): Promise<void>;
  driver(driver: Driver): Pick<ResourceDriver<never, object>, 'observe' | 'list' | 'delete'>;
}

/** The most changing calls that a driver may need for one create; more are not tried. */
const mostCalls = 5;

/** What holds for every kind of resource. */
export function conformResources(bench: () => ConformanceBench): void {
  for (const name of ['machine', 'endpoint', 'network', 'image'] as const) {
    const subject = (): Subject => subjectOf(name, bench());
    it(`${name}: what was created is observed with complete tags and a time`, async () =>
      await seesCreated(bench(), subject()));
    it(`${name}: created again, or by two managers at once, there is one`, async () =>
      await createsOnce(bench(), subject()));
    it(`${name}: a manager older than the one that made it is refused`, async () =>
      await refusesOlder(bench(), subject()));
    it(`${name}: a lost reply is repaired by calling again`, async () => await repairsLostReplies(bench(), subject()));
    it(`${name}: deleting twice is fine, and nothing is left`, async () => await deletesTwice(bench(), subject()));
  }
  for (const name of ['machine', 'endpoint', 'network'] as const) {
    it(`${name}: what stands there of somebody else is refused and never touched`, async () => {
      await leavesForeign(bench(), subjectOf(name, bench()), name);
    });
  }
}

function subjectOf(name: Subject['name'], bench: ConformanceBench): Subject {
  const { world, network } = bench;
  const create = async (driver: Driver, tags: Tagged): Promise<void> => {
    if (name === 'machine') await driver.machine.create({ tags, desired: bench.machine(tags.owner.name) });
    else if (name === 'endpoint') await driver.endpoint.create({ tags, desired: bench.endpoint() });
    else if (name === 'network')
      await driver.network.create({ tags, desired: { families: ['IPv4'], avoid: ['10.96.0.0/16'] } });
    else await driver.image.create({ tags, desired: world.images.machine });
  };
  const ofProvider = (tags: Tagged): Tagged => ({
    ...tags,
    owner: { ...tags.owner, namespace: network.owner.namespace, cluster: '', clusterUid: '' },
  });
  const driverOf: Subject['driver'] = (driver) => driver[name];
  return {
    name,
    tags: (label) => (name === 'machine' || name === 'endpoint' ? bench.tags(label) : ofProvider(bench.tags(label))),
    create,
    driver: driverOf,
    settled: async ({ owner }) => {
      await world.until(`${name} ${owner.name} settles`, async () => {
        const seen = await driverOf(world.driver).observe(owner);
        return seen.state === 'present' && !('state' in seen.facts && seen.facts.state === 'creating');
      });
    },
  };
}

async function seesCreated({ world }: ConformanceBench, subject: Subject): Promise<void> {
  const tags = subject.tags(`seen-${subject.name}`);
  const { owner } = tags;
  const driver = subject.driver(world.driver);
  assert.deepEqual(await driver.observe(owner), { state: 'absent' });
  await subject.create(world.driver, tags);
  assert.equal((await driver.observe(owner)).state, 'present', 'seen as soon as create has returned');
  await subject.settled(tags);
  const before = await world.controls.snapshot();
  const seen = present(await driver.observe(owner));
  assert.deepEqual(seen.tags, tags);
  assert.equal(new Date(seen.since).toISOString(), seen.since, 'since is a UTC time');
  assert.equal(present(await driver.observe(owner)).since, seen.since, 'since does not move while nothing happens');
  const listed = await driver.list({ installation: world.installation });
  assert.deepEqual(
    listed.filter(({ tags: { owner: other } }) => other.uid === owner.uid).map((one) => one.tags),
    [tags],
  );
  assert.deepEqual(await driver.list({ installation: world.uid() }), [], 'nothing is ours in another installation');
  assert.equal(await world.controls.snapshot(), before, 'observing and listing change nothing');
  await driver.delete({ owner });
}

async function createsOnce({ world }: ConformanceBench, subject: Subject): Promise<void> {
  const tags = subject.tags(`once-${subject.name}`);
  const other = world.controls.anotherDriver();
  const attempts = await Promise.allSettled([
    subject.create(world.driver, tags),
    subject.create(world.driver, tags),
    subject.create(other, tags),
  ]);
  for (const attempt of attempts) {
    if (attempt.status === 'rejected') assertTransient(attempt.reason);
  }
  await subject.create(other, tags);
  await other.close();
  await subject.settled(tags);
  const before = await world.controls.snapshot();
  await subject.create(world.driver, tags);
  assert.equal(await world.controls.snapshot(), before, 'creating what is there changes nothing');
  await assertOne(world.driver, subject, tags);
  await subject.driver(world.driver).delete({ owner: tags.owner });
}

async function refusesOlder({ world }: ConformanceBench, subject: Subject): Promise<void> {
  const tags = subject.tags(`older-${subject.name}`);
  const { owner } = tags;
  const driver = subject.driver(world.driver);
  await subject.create(world.driver, tags);
  await subject.settled(tags);
  const before = await world.controls.snapshot();
  const older = { ...tags, epoch: tags.epoch - 1 };
  await expectRefusal(() => subject.create(world.driver, older), 'Outdated');
  await expectRefusal(() => driver.delete({ owner, epoch: older.epoch }), 'Outdated');
  assert.equal(await world.controls.snapshot(), before, 'a refused change changes nothing');
  await subject.create(world.driver, { ...tags, epoch: tags.epoch + 1 });
  await driver.delete({ owner, epoch: tags.epoch + 1 });
  await world.until(`${subject.name} is absent`, async () => (await driver.observe(owner)).state === 'absent');
}

async function repairsLostReplies({ world }: ConformanceBench, subject: Subject): Promise<void> {
  for (let call = 1; call <= mostCalls; call++) {
    const tags = subject.tags(`lost-${subject.name}-${call}`);
    const losing = world.controls.anotherDriver({ losesReply: call });
    const first = await subject.create(losing, tags).then(() => 'replied', assertTransient);
    await subject.create(world.driver, tags);
    await losing.close();
    await subject.settled(tags);
    await assertOne(world.driver, subject, tags);
    await subject.driver(world.driver).delete({ owner: tags.owner });
    if (first === 'replied') return;
  }
}

async function deletesTwice({ world }: ConformanceBench, subject: Subject): Promise<void> {
  const tags = subject.tags(`gone-${subject.name}`);
  const driver = subject.driver(world.driver);
  const before = await world.controls.snapshot();
  await subject.create(world.driver, tags);
  await subject.settled(tags);
  await driver.delete({ owner: tags.owner });
  await driver.delete({ owner: tags.owner });
  await world.until(`${subject.name} is absent`, async () => (await driver.observe(tags.owner)).state === 'absent');
  assert.equal(await world.controls.snapshot(), before, 'nothing is left');
}

async function leavesForeign(
  { world }: ConformanceBench,
  subject: Subject,
  name: 'machine' | 'endpoint' | 'network',
): Promise<void> {
  const tags = subject.tags(`foreign-${subject.name}`);
  const driver = subject.driver(world.driver);
  const foreign = await world.controls.plantForeign(name, tags.owner);
  try {
    const seen = await driver.observe(tags.owner);
    assert.equal(seen.state, 'foreign');
    await expectRefusal(() => subject.create(world.driver, tags), 'ForeignOwner');
    await expectRefusal(() => driver.delete({ owner: tags.owner }), 'ForeignOwner');
    const listed = await driver.list({ installation: world.installation });
    assert.deepEqual(
      listed.filter(({ tags: { owner } }) => owner.uid === tags.owner.uid),
      [],
    );
    assert.equal(await foreign.untouched(), true);
  } finally {
    await foreign.remove();
  }
}

async function assertOne(driver: Driver, subject: Subject, { owner }: Tagged): Promise<void> {
  const listed = await subject.driver(driver).list({ installation: owner.installation });
  assert.equal(listed.filter(({ tags }) => tags.owner.uid === owner.uid).length, 1, `there is one ${subject.name}`);
}

function assertTransient(error: unknown): void {
  assert(error instanceof ProviderError, `not a ProviderError: ${String(error)}`);
  assert(
    ['Unavailable', 'RateLimited'].includes(error.code),
    `a repetition must be able to help: ${error.code} ${error.message}`,
  );
}

function present<F>(seen: Observed<F>): { readonly tags: Tagged; readonly since: string } {
  if (seen.state !== 'present') assert.fail(`it is ${seen.state}`);
  return seen;
}
