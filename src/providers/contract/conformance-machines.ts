import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ConformanceBench } from './conformance-bench.ts';
import { expectRefusal } from './conformance-expect-refusal.ts';

/** What holds for machines beyond what holds for every resource. */
export function conformMachines(bench: () => ConformanceBench): void {
  it('machine: a list by cluster and by installation finds orphans and duplicates', async () =>
    await findsDuplicates(bench()));
  it('machine: its address is the same after it was stopped and started', async () => await keepsAddress(bench()));
  it('machine: on a network or of an image that is not there it is refused as NotFound', async () =>
    await refusesMissing(bench()));
  it('network: it is not deleted while something is attached', async () => await keepsNetwork(bench()));
  it('network: taken away from under a running and a stopped machine and made again, it has both at their addresses', async () =>
    await restoresNetwork(bench()));
  it('network: it overlaps nothing it was to avoid and names a resolver', async () => await avoidsRanges(bench()));
  it('provider: one that does not answer is Unavailable', async () => await classifiesUnreachable(bench()));
  it('provider: its host is described', async () => await describesHost(bench()));
  it('provider: a change gives a hint', async (context) => await hints(bench(), (reason) => context.skip(reason)));
}

async function findsDuplicates(bench: ConformanceBench): Promise<void> {
  const { world } = bench;
  const { machine } = world.driver;
  const tags = bench.tags('twice-1');
  const sibling = bench.tags('twice-2', tags.owner);
  const first = await bench.createRunning(machine, { tags, desired: bench.machine('twice-1') });
  await bench.createRunning(machine, { tags: sibling, desired: bench.machine('twice-2') });
  await world.controls.plantDuplicateMachine(tags.owner);
  const { installation } = world;
  const { clusterUid } = tags.owner;
  const ofCluster = await machine.list({ installation, clusterUid });
  const names = (listed: typeof ofCluster): readonly string[] => listed.map((one) => one.tags.owner.name).toSorted();
  assert.deepEqual(names(ofCluster), ['twice-1', 'twice-1', 'twice-2']);
  const ofInstallation = await machine.list({ installation });
  assert.deepEqual(names(ofInstallation.filter((one) => one.tags.owner.clusterUid === clusterUid)), names(ofCluster));
  assert.deepEqual(await machine.list({ installation, clusterUid: world.uid() }), []);
  const extra = ofCluster.find(
    ({ tags: { owner }, providerId }) => owner.uid === tags.owner.uid && providerId !== first.facts.providerId,
  );
  assert(extra !== undefined);
  await expectRefusal(() => machine.delete({ owner: sibling.owner, providerId: extra.providerId }), 'ForeignOwner');
  await machine.delete({ owner: tags.owner, providerId: extra.providerId });
  await world.until(
    'the duplicate is gone',
    async () => (await machine.list({ installation, clusterUid })).length === 2,
  );
  const seen = await machine.observe(tags.owner);
  assert(seen.state === 'present' && seen.facts.providerId === first.facts.providerId, 'the chosen one stays');
  for (const { owner } of [tags, sibling]) await machine.delete({ owner });
}

async function keepsAddress(bench: ConformanceBench): Promise<void> {
  const { world } = bench;
  const { machine } = world.driver;
  const tags = bench.tags('restarted');
  const first = await bench.createRunning(machine, { tags, desired: bench.machine('restarted') });
  const { providerId, addresses } = first.facts;
  assert.equal(addresses.length > 0, true);
  await world.controls.stopMachine(providerId);
  await world.until('it is stopped', async () => {
    const seen = await machine.observe(tags.owner);
    return seen.state === 'present' && seen.facts.state === 'stopped';
  });
  const stopped = await machine.observe(tags.owner);
  assert(stopped.state === 'present');
  assert.notEqual(stopped.facts.detail, '', 'it says why it is stopped');
  assert.deepEqual(stopped.facts.addresses, addresses);
  // While it is stopped another one comes and must not be given the address.
  const other = bench.tags('newcomer');
  const newcomer = await bench.createRunning(machine, { tags: other, desired: bench.machine('newcomer') });
  assert.notDeepEqual(newcomer.facts.addresses, addresses);
  await machine.create({ tags, desired: bench.machine('restarted') });
  const left = await machine.observe(tags.owner);
  assert(left.state === 'present' && left.facts.state === 'stopped', 'create starts nothing that somebody stopped');
  await world.controls.startMachine(providerId);
  const again = await bench.createRunning(machine, { tags, desired: bench.machine('restarted') });
  assert.deepEqual(again.facts.addresses, addresses);
  assert.equal(again.facts.providerId, providerId);
  for (const { owner } of [tags, other]) await machine.delete({ owner });
}

async function refusesMissing(bench: ConformanceBench): Promise<void> {
  const { machine } = bench.world.driver;
  const tags = bench.tags('refused');
  const desired = bench.machine('refused');
  const nowhere = { ...desired, network: { uid: bench.world.uid(), name: 'nowhere' } };
  await expectRefusal(() => machine.create({ tags, desired: nowhere }), 'NotFound');
  await expectRefusal(
    () => machine.create({ tags, desired: { ...desired, image: 'slipway.dev/nothing:none' } }),
    'NotFound',
  );
  assert.deepEqual(await machine.observe(tags.owner), { state: 'absent' });
}

async function keepsNetwork(bench: ConformanceBench): Promise<void> {
  const { network, machine } = bench.world.driver;
  const tags = bench.tags('attached');
  await bench.createRunning(machine, { tags, desired: bench.machine('attached') });
  const seen = await network.observe(bench.network.owner);
  assert(seen.state === 'present' && seen.facts.attached >= 1);
  await expectRefusal(() => network.delete({ owner: bench.network.owner }), 'Unavailable');
  const again = await network.observe(bench.network.owner);
  assert(again.state === 'present' && again.facts.providerId === seen.facts.providerId);
  await machine.delete({ owner: tags.owner });
}

async function restoresNetwork(bench: ConformanceBench): Promise<void> {
  const { world } = bench;
  const { machine, network } = world.driver;
  const { owner } = bench.tags('taken');
  const tags = { owner: { ...owner, namespace: '', cluster: '', clusterUid: '' }, epoch: 1 };
  await network.create({ tags, desired: { families: ['IPv4'], avoid: [] } });
  const on = { uid: tags.owner.uid, name: tags.owner.name };
  const [running, stopped] = [bench.tags('on-it'), bench.tags('stopped-on-it')];
  const desired = (name: string) => ({ ...bench.machine(name), network: on });
  await bench.createRunning(machine, { tags: running, desired: desired('on-it') });
  const other = await bench.createRunning(machine, { tags: stopped, desired: desired('stopped-on-it') });
  await world.controls.stopMachine(other.facts.providerId);
  const before = await network.observe(tags.owner);
  assert(before.state === 'present');
  assert.equal(before.facts.detached, 0);
  await world.controls.removeNetwork(before.facts.providerId);
  assert.equal((await network.observe(tags.owner)).state, 'absent');
  const [cidr = ''] = before.facts.cidrs;
  await network.create({ tags, desired: { cidr, families: ['IPv4'], avoid: [] } });
  await world.until('everything is back on it', async () => {
    const seen = await network.observe(tags.owner);
    return seen.state === 'present' && seen.facts.detached === 0;
  });
  await world.controls.startMachine(other.facts.providerId);
  await world.until('both are on it', async () => {
    const seen = await network.observe(tags.owner);
    return seen.state === 'present' && seen.facts.attached === 2;
  });
  const again = await bench.createRunning(machine, { tags: stopped, desired: desired('stopped-on-it') });
  assert.deepEqual(again.facts.addresses, other.facts.addresses);
  for (const one of [running, stopped]) await machine.delete({ owner: one.owner });
  await world.until('nothing is on it', async () => {
    const seen = await network.observe(tags.owner);
    return seen.state === 'present' && seen.facts.attached === 0;
  });
  await network.delete({ owner: tags.owner });
}

async function avoidsRanges(bench: ConformanceBench): Promise<void> {
  const { network } = bench.world.driver;
  const mine = await network.observe(bench.network.owner);
  assert(mine.state === 'present');
  const { cidrs, resolvers } = mine.facts;
  assert.equal(cidrs.length > 0 && resolvers.length > 0, true);
  const { owner } = bench.tags('avoiding');
  const tags = { owner: { ...owner, namespace: '', cluster: '', clusterUid: '' }, epoch: 1 };
  // The range that it would choose next is forbidden by giving it to it as one to avoid.
  await network.create({ tags, desired: { families: ['IPv4'], avoid: cidrs } });
  const other = await network.observe(tags.owner);
  assert(other.state === 'present');
  assert.deepEqual(
    other.facts.cidrs.filter((cidr) => cidrs.includes(cidr)),
    [],
  );
  assert.equal(other.facts.attached, 0);
  await network.delete({ owner: tags.owner });
}

async function classifiesUnreachable(bench: ConformanceBench): Promise<void> {
  const driver = bench.world.controls.unreachableDriver();
  const { owner } = bench.tags('unreachable');
  await expectRefusal(() => driver.machine.observe(owner), 'Unavailable');
  await expectRefusal(() => driver.network.list({ installation: owner.installation }), 'Unavailable');
  await expectRefusal(() => driver.endpoint.delete({ owner }), 'Unavailable');
  await expectRefusal(() => driver.hostFacts(), 'Unavailable');
  await driver.close();
}

async function describesHost(bench: ConformanceBench): Promise<void> {
  const facts = await bench.world.driver.hostFacts();
  assert([1, 2].includes(facts.cgroupVersion));
  assert(['amd64', 'arm64'].includes(facts.architecture));
  for (const { reason, message } of facts.problems) assert(reason !== '' && message !== '');
}

async function hints(bench: ConformanceBench, skip: (reason: string) => void): Promise<void> {
  const { world } = bench;
  const feed = world.driver.changes?.();
  if (feed === undefined) return skip('the driver has no changes()');
  const tags = bench.tags('hinted');
  const uids: string[] = [];
  const reading = (async () => {
    for (let items = await feed.next(); items.length > 0; items = await feed.next())
      uids.push(...items.map(({ ownerUid }) => ownerUid));
  })();
  // Changes made before the driver began to listen need not show: it is changed until one does.
  await world.until('a hint comes', async () => {
    await bench.createRunning(world.driver.machine, { tags, desired: bench.machine('hinted') });
    await world.driver.machine.delete({ owner: tags.owner });
    return uids.includes(tags.owner.uid);
  });
  feed.close();
  await reading;
}
