import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '#api/meta/api-error.ts';
import type { Outcome } from '#base/outcome.ts';
import type { PassEnd } from './pass-end.ts';
import { requeue, type Requeue } from './requeue.ts';

const now = 1_000_000;
const hour = 3_600_000;
const base: Requeue = { again: undefined, retry: 'none', notBefore: 0, due: undefined, net: undefined };

function ended(outcome: Outcome, revisit?: number): PassEnd {
  return { ended: 'outcome', outcome, step: undefined, revisit, effects: ['store apply toy a'] };
}

const waiting = { outcome: 'wait', reason: 'R', message: 'm', atMostMilliseconds: 5000 } as const;

const table: readonly {
  readonly what: string;
  readonly end: PassEnd;
  readonly nets: boolean;
  readonly gives: Requeue;
}[] = [
  { what: 'nothing to look at: never by itself', end: { ended: 'idle' }, nets: true, gives: base },
  {
    what: 'nothing to do: only the resync',
    end: ended({ outcome: 'proceed' }),
    nets: true,
    gives: { ...base, net: 900_000 },
  },
  { what: 'nothing to do without nets: never', end: ended({ outcome: 'proceed' }), nets: false, gives: base },
  {
    what: 'nothing to do until a renewal: then, even without nets',
    end: ended({ outcome: 'proceed' }, now + 7000),
    nets: false,
    gives: { ...base, net: 7000 },
  },
  {
    what: 'a stall: after ten seconds, for what a person does elsewhere wakes nobody',
    end: ended({ outcome: 'stall', reason: 'R', message: 'm' }),
    nets: false,
    gives: { ...base, net: 10_000 },
  },
  {
    what: 'progress: at once',
    end: ended({ outcome: 'progressed', reason: 'R', message: 'm', wokenBy: [] }),
    nets: true,
    gives: { ...base, again: 'store apply toy a' },
  },
  { what: 'a wait: its net', end: ended({ ...waiting, wokenBy: [] }), nets: true, gives: { ...base, net: 5000 } },
  {
    what: 'a wait without nets: only what wakes it',
    end: ended({ ...waiting, wokenBy: [] }),
    nets: false,
    gives: base,
  },
  {
    what: 'a wait for a moment: then',
    end: ended({
      ...waiting,
      wokenBy: [
        { by: 'time', at: now + 40 },
        { by: 'time', at: now + 30 },
      ],
    }),
    nets: false,
    gives: { ...base, due: 30 },
  },
  {
    what: 'a wait for a moment that is over: now',
    end: ended({ ...waiting, wokenBy: [{ by: 'time', at: now - 30 }] }),
    nets: false,
    gives: { ...base, due: 0 },
  },
  {
    what: 'a wait for a far moment: keeps nothing going',
    end: ended({ ...waiting, wokenBy: [{ by: 'time', at: now + 2 * hour }] }),
    nets: false,
    gives: { ...base, net: 2 * hour },
  },
  {
    what: 'a conflict: quickly',
    end: { ended: 'threw', error: new ApiError('Conflict', 'newer'), step: 's' },
    nets: true,
    gives: { ...base, retry: 'quick' },
  },
  {
    what: 'a surprise: ever more slowly',
    end: { ended: 'threw', error: new Error('x'), step: 's' },
    nets: true,
    gives: { ...base, retry: 'slow' },
  },
  {
    what: 'a server that says when: not before',
    end: { ended: 'threw', error: new ApiError('TooManyRequests', 'slow down', { retryAfterSeconds: 3 }), step: 's' },
    nets: true,
    gives: { ...base, retry: 'slow', notBefore: 3000 },
  },
];

for (const { what, end, nets, gives } of table) {
  test(`requeue after ${what}`, () => {
    assert.deepEqual(requeue(end, { now, safetyNets: nets, resyncMilliseconds: 900_000 }), gives);
  });
}
