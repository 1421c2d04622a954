import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Event } from '#api/builtin/event.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { seededRandomness } from './conformance/seeded-randomness.ts';
import { steppingTimers } from './conformance/stepping-timers.ts';
import { createEngine } from './create-engine.ts';
import { EventExpiry } from './event-expiry.ts';

const minute = 60_000;

/** An engine whose clock says what the test says. */
async function open() {
  const time = { now: Date.UTC(2026, 0, 1) };
  const clock = { now: () => time.now };
  const randomness = seededRandomness(3);
  const api = createEngine({ storage: new MemoryStorage('test'), kinds: [Namespace, Event], clock, randomness });
  await api.ready();
  const write = async (name: string, claimed?: string) => {
    const metadata = { name, namespace: 'default' };
    const involvedObject = { kind: 'Node', name: 'n', namespace: 'default' };
    const times = claimed === undefined ? {} : { firstTimestamp: claimed, lastTimestamp: claimed };
    await api.create(Event, { apiVersion: 'v1', kind: 'Event', metadata, involvedObject, reason: 'Seen', ...times });
  };
  const names = async () => (await api.list(Event)).items.map(({ metadata }) => metadata.name);
  return { api, clock, names, time, write };
}

test('an event goes one hour after it was written last, whatever it says of itself', async () => {
  const { api, clock, names, time, write } = await open();
  const expiry = new EventExpiry({ api, clock, timers: steppingTimers() });
  await write('once');
  await write('again');
  await write('from-the-future', '2090-01-01T00:00:00Z');
  time.now += 30 * minute;
  await write('later', '1990-01-01T00:00:00Z');
  await api.patch(Event, { namespace: 'default', name: 'again' }, { type: 'merge', body: { count: 2 } });
  time.now += 30 * minute - 1;
  await expiry.expire();
  assert.deepEqual(await names(), ['again', 'from-the-future', 'later', 'once']);
  time.now += 1;
  await expiry.expire();
  assert.deepEqual(await names(), ['again', 'later']);
  time.now += 30 * minute;
  await expiry.expire();
  assert.deepEqual(await names(), []);
});

test('an event that is written while it expires lives on', async () => {
  const { api, clock, names, time, write } = await open();
  await write('busy');
  time.now += 60 * minute;
  const racing: typeof api = {
    ...api,
    delete: async (kind, key, options) => {
      await api.patch(Event, key, { type: 'merge', body: { count: 7 } });
      return api.delete(kind, key, options);
    },
  };
  await new EventExpiry({ api: racing, clock, timers: steppingTimers() }).expire();
  assert.deepEqual(await names(), ['busy']);
});

test('it looks again and again, and stops when it is told', async () => {
  const { api, clock, names, time, write } = await open();
  for (let index = 0; index < 120; index += 1) await write(`e-${index}`);
  const stop = new AbortController();
  let slept = 0;
  const timers = steppingTimers((milliseconds) => {
    slept += 1;
    time.now += milliseconds;
    if (slept === 70) stop.abort();
  });
  await new EventExpiry({ api, clock, timers }).run(stop.signal);
  assert.deepEqual(await names(), []);
});
