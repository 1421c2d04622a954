import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Plan } from '#api/plan/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { runEffects } from '#simulation/plan/run-effects.ts';
import { openAppliedWorld } from './testing/open-applied-world.ts';

function stateOf(plan: {
  readonly status?: { readonly application?: { readonly state: string } | undefined };
}): string | undefined {
  return plan.status?.application?.state;
}

test('a plan is done exactly: its effects and no others', async () => {
  const { apply, close, plan, read, world } = await openAppliedWorld(21, 1);
  const document = await plan('grow', { workers: 2 });
  const already = world.effects.length;
  await apply('grow');
  assert.equal(stateOf(await read('grow')), 'Applied');
  const done = [...runEffects(world.effects.slice(already)).keys()].toSorted();
  assert.deepEqual(done, document.effects.map(({ id }) => id).toSorted());
  close();
});

test('a plan goes on after the manager was killed in the middle of it', async () => {
  const { apply, close, plan, read, restart, world } = await openAppliedWorld(22, 1);
  const document = await plan('grow', { workers: 3 });
  const already = world.effects.length;
  world.trouble([{ effect: 4, fault: 'crash', when: 'executed' }]);
  const applying = apply('grow');
  await applying;
  await restart();
  await world.runUntilQuiet();
  assert.equal(stateOf(await read('grow')), 'Applied');
  const done = [...runEffects(world.effects.slice(already)).keys()].toSorted();
  assert.deepEqual(done, document.effects.map(({ id }) => id).toSorted());
  close();
});

test('a plan is refused when a fact it stands on is another, which is named, and it does not begin later', async () => {
  const { apply, close, plan, read, world } = await openAppliedWorld(23, 1);
  await plan('grow', { workers: 3 });
  const pool = { namespace: 'default', name: 'first-workers' };
  const scale = async (replicas: number): Promise<void> => {
    await world.act((objects) => objects.patch(NodePool, pool, { type: 'merge', body: { spec: { replicas } } }));
    await world.runUntilQuiet();
  };
  await scale(2);
  await apply('grow');
  const { status } = await read('grow');
  assert.equal(status?.application, undefined);
  assert.equal(status?.refusal?.reason, 'WorldChanged');
  assert.match(status?.refusal?.message ?? '', /NodePool default\/first-workers has changed/);
  const asked = world.asked;
  await apply('grow', { allowRepairs: true });
  assert.equal(world.asked, asked, 'nothing was done');
  close();
});

test('only the hash that was looked at is applied', async () => {
  const { apply, close, plan, read } = await openAppliedWorld(24, 0);
  await plan('grow', { workers: 1 });
  await apply('grow', { hash: '0'.repeat(64) });
  assert.equal((await read('grow')).status?.refusal?.reason, 'HashDiffers');
  close();
});

test('a repair stops a plan until it is allowed', async () => {
  const { apply, close, plan, read, world } = await openAppliedWorld(25, 1);
  await plan('grow', { workers: 2 });
  const { cloud } = world.truth;
  const powerCut = async (): Promise<void> => {
    await world.runUntil('the new machine is asked for', () => cloud.machines.size === 3);
    for (const endpoint of cloud.endpoints.values()) {
      endpoint.facts = { ...endpoint.facts, state: 'stopped' };
      cloud.hint(endpoint.tags.owner.uid);
    }
  };
  await world.act(async (objects) => {
    const key = { namespace: 'default', name: 'grow' };
    const { status } = await objects.get(Plan, key);
    await objects.patch(Plan, key, { type: 'merge', body: { spec: { apply: { hash: status?.hash } } } });
  });
  await powerCut();
  await world.runUntilQuiet();
  const stopped = (await read('grow')).status;
  assert.deepEqual(
    [stopped?.application?.state, stopped?.application?.refused],
    ['Stopped', 'provider update endpoint default/first'],
  );
  assert.equal(stopped?.conditions?.[0]?.reason, 'NotInPlan');
  await apply('grow', { allowRepairs: true });
  assert.equal(stateOf(await read('grow')), 'Applied');
  close();
});
