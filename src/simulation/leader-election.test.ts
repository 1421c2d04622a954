import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Lease } from '#api/builtin/lease.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { createEngine } from '#engine/create-engine.ts';
import { LeaderElection } from '#runtime/leader-election.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { Incarnation } from './incarnation.ts';
import { scheduleObjects } from './schedule-objects.ts';
import { Scheduler } from './scheduler.ts';
import { createSeededRandomness } from './seeded-randomness.ts';
import { createSimulatedTimers } from './simulated-timers.ts';

const key = { namespace: 'slipway-system', name: 'slipway-manager' };
const beginning = 1_767_225_600_000;

interface Candidate {
  readonly name: string;
  readonly election: LeaderElection;
  readonly incarnation: Incarnation;
  readonly stop: AbortController;
  /** Virtual milliseconds at which it began and ceased to lead, by its own knowledge. */
  readonly led: { from?: number; until?: number; because?: string };
  readonly problems: string[];
}

/** A world with nothing but a Lease in it. `skew` sets a candidate's clock wrong by as much. */
function createWorld(seed: number) {
  const randomness = createSeededRandomness(String(seed));
  const scheduler = new Scheduler(randomness.split('scheduler'));
  const clock = { now: () => beginning + scheduler.now };
  const store = createEngine({
    storage: new MemoryStorage('lease'),
    kinds: [Lease],
    clock,
    randomness: randomness.split('store'),
    caller: 'user',
  });
  const candidates: Candidate[] = [];
  const start = (
    name: string,
    {
      around = (objects: ObjectApi) => objects,
      skew = 0,
    }: { around?: (objects: ObjectApi) => ObjectApi; skew?: number } = {},
  ): Candidate => {
    const pace = (fraction: number) => Math.floor(fraction * 200);
    const incarnation = new Incarnation(name, scheduler, { randomness: randomness.split(name), pace });
    const led: Candidate['led'] = {};
    const problems: string[] = [];
    const election = new LeaderElection({
      objects: around(scheduleObjects(store, incarnation, 'store')),
      kind: Lease,
      key,
      identity: name,
      clock: { now: () => clock.now() + skew },
      timers: createSimulatedTimers(scheduler, incarnation),
      onLost: (why) => {
        led.until = scheduler.now;
        led.because = why;
        incarnation.crash();
      },
      onProblem: (error) => void problems.push(String(error)),
    });
    const stop = new AbortController();
    const candidate = { name, election, incarnation, stop, led, problems };
    candidates.push(candidate);
    void election.campaign(stop.signal).then(async (won) => {
      if (!won) return;
      led.from = scheduler.now;
      await election.hold(stop.signal);
      if (!incarnation.alive) return;
      led.until = scheduler.now;
      await election.release();
    });
    return candidate;
  };
  const leading = () =>
    candidates.filter(({ incarnation, led }) => incarnation.alive && led.from !== undefined && led.until === undefined);
  const run = async (milliseconds: number): Promise<void> => {
    const end = scheduler.now + milliseconds;
    await scheduler.settle();
    while (scheduler.now < end && (await scheduler.step())) assert.ok(leading().length <= 1, 'one leader at most');
  };
  const lease = () => scheduler.execute(() => store.get(Lease, key));
  return { clock, lease, leading, run, scheduler, start, store };
}

/** Whose requests of a verb fail: before they are done, or after with the reply lost, while `broken` says so. */
function failing(verbs: readonly string[], how: 'before' | 'after', broken: () => boolean) {
  return (objects: ObjectApi): ObjectApi =>
    new Proxy(objects, {
      get(target, verb: keyof ObjectApi) {
        const call = target[verb].bind(target) as (...request: readonly unknown[]) => Promise<unknown>;
        return async (...request: readonly unknown[]) => {
          if (!verbs.includes(verb) || !broken()) return await call(...request);
          if (how === 'after') await call(...request);
          throw new Error(`no reply to ${verb}`);
        };
      },
    });
}

describe('an election', () => {
  it('has one winner, whatever the order of events, and the others wait', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const world = createWorld(seed);
      for (const name of ['a', 'b', 'c']) world.start(name);
      await world.run(40_000);
      assert.equal(world.leading().length, 1, `seed ${seed}`);
      assert.equal((await world.lease()).spec?.holderIdentity, world.leading()[0]?.name);
      assert.equal((await world.lease()).spec?.leaseTransitions, 0);
    }
  });

  it('is won by another one after the whole length of the Lease when the leader dies, and not sooner', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const world = createWorld(seed);
      const first = world.start('a');
      await world.run(30_000);
      const second = world.start('b');
      await world.run(10_000);
      first.incarnation.crash();
      const died = world.scheduler.now;
      await world.run(40_000);
      const waited = (second.led.from ?? Number.POSITIVE_INFINITY) - died;
      assert.ok(waited > 12_000 && waited < 20_000, `seed ${seed}: ${waited}`);
      assert.equal((await world.lease()).spec?.leaseTransitions, 1);
    }
  });

  it('is won at once when the leader stops in good order', async () => {
    const world = createWorld(4);
    const first = world.start('a');
    await world.run(10_000);
    const second = world.start('b');
    await world.run(10_000);
    first.stop.abort(new Error('stop'));
    const stopped = world.scheduler.now;
    await world.run(10_000);
    assert.ok((second.led.from ?? Number.POSITIVE_INFINITY) - stopped < 4_000);
    assert.equal((await world.lease()).spec?.leaseTransitions, 1);
  });

  it("goes by no clock but each candidate's own", async () => {
    for (const skew of [-86_400_000, 86_400_000]) {
      const world = createWorld(5);
      world.start('a', { skew });
      await world.run(10_000);
      const second = world.start('b', { skew: -skew });
      await world.run(120_000);
      assert.deepEqual(
        world.leading().map(({ name }) => name),
        ['a'],
      );
      assert.equal(second.led.from, undefined);
    }
  });

  it('is lost by a leader that cannot renew, before anybody else has won it', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const world = createWorld(seed);
      let cut = false;
      const around = failing(['update', 'get'], 'before', () => cut);
      const first = world.start('a', { around });
      await world.run(20_000);
      const second = world.start('b');
      await world.run(10_000);
      cut = true;
      const since = world.scheduler.now;
      await world.run(60_000);
      const { because, until = Number.POSITIVE_INFINITY } = first.led;
      assert.equal(because, 'the Lease was not renewed for 10 s');
      assert.ok(until - since <= 10_000, `seed ${seed}`);
      assert.ok((second.led.from ?? 0) > until, `seed ${seed}: ${second.led.from} after ${until}`);
    }
  });

  it('survives lost replies: a renewal that was done counts, and no second one is needed to keep the lead', async () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const world = createWorld(seed);
      let count = 0;
      const around = failing(['update', 'create'], 'after', () => {
        count += 1;
        return count % 3 !== 0;
      });
      const first = world.start('a', { around });
      await world.run(20_000);
      world.start('b');
      await world.run(200_000);
      assert.deepEqual(
        world.leading().map(({ name }) => name),
        ['a'],
        `seed ${seed}: ${first.led.because}`,
      );
      assert.ok(first.problems.length > 10);
    }
  });

  it('is lost when every reply is, although the server shows the Lease renewed', async () => {
    const world = createWorld(7);
    let cut = false;
    const first = world.start('a', { around: failing(['update'], 'after', () => cut) });
    await world.run(20_000);
    cut = true;
    const since = world.scheduler.now;
    await world.run(60_000);
    assert.equal(first.led.because, 'the Lease was not renewed for 10 s');
    assert.ok((first.led.until ?? Number.POSITIVE_INFINITY) - since <= 10_000);
  });

  it('keeps the lead when somebody labels the Lease, and loses it when somebody takes or deletes it', async () => {
    const change = async (label: string, work: (objects: ObjectApi) => Promise<unknown>) => {
      const world = createWorld(8);
      const first = world.start('a');
      await world.run(10_000);
      await world.scheduler.execute(() => work(world.store));
      await world.run(30_000);
      return [label, first.led.because] as const;
    };
    const merge = (body: unknown) => (objects: ObjectApi) => objects.patch(Lease, key, { type: 'merge', body });
    assert.deepEqual(await change('label', merge({ metadata: { labels: { a: 'b' } } })), ['label', undefined]);
    assert.deepEqual(await change('taken', merge({ spec: { holderIdentity: 'c' } })), [
      'taken',
      'the Lease is held by c',
    ]);
    assert.deepEqual(await change('gone', (objects) => objects.delete(Lease, key)), ['gone', 'the Lease was deleted']);
  });

  it('ends a request that hangs in time to ask again', async () => {
    const world = createWorld(9);
    let hangs = 0;
    const around = (objects: ObjectApi): ObjectApi => ({
      ...objects,
      update: (kind, object, options = {}) => {
        hangs += 1;
        if (hangs % 2 === 0) return objects.update(kind, object, options);
        return new Promise((_resolve, reject) => {
          options.signal?.addEventListener('abort', () => reject(options.signal?.reason), { once: true });
        });
      },
    });
    const first = world.start('a', { around });
    await world.run(120_000);
    assert.equal(first.led.because, undefined);
    assert.ok(hangs > 20);
  });

  it('is over for a leader that was paused, at the first thing it looks at', async () => {
    const world = createWorld(10);
    let monotonic = 0;
    let lost: string | undefined;
    const election = new LeaderElection({
      objects: world.store,
      kind: Lease,
      key,
      identity: 'a',
      clock: world.clock,
      timers: { monotonic: () => monotonic, sleep: () => new Promise(() => undefined), after: () => () => undefined },
      onLost: (why) => (lost = why),
      onProblem: (error) => assert.fail(String(error)),
    });
    assert.equal(await election.campaign(new AbortController().signal), true);
    monotonic += 9_999;
    assert.deepEqual([election.leading, lost], [true, undefined]);
    monotonic += 60_000;
    assert.deepEqual([election.leading, lost], [false, 'the Lease was not renewed for 10 s']);
    await election.release();
    assert.equal((await world.lease()).spec?.holderIdentity, 'a', 'what may be another one is not given back');
  });

  it('waits on while the server refuses, and takes what is free later', async () => {
    const world = createWorld(11);
    let refused = true;
    const around = (objects: ObjectApi): ObjectApi => ({
      ...objects,
      get: (kind, name, options) =>
        refused ? Promise.reject(new ApiError('Forbidden', 'not yours')) : objects.get(kind, name, options),
    });
    const first = world.start('a', { around });
    await world.run(10_000);
    assert.equal(first.led.from, undefined);
    refused = false;
    await world.run(10_000);
    assert.ok(first.led.from !== undefined);
  });
});
