import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podTroubles, type SeenPod } from './pod-troubles.ts';

function pod(name: string, status: SeenPod['status']): SeenPod {
  const metadata = {
    name,
    namespace: 'slipway-system',
    uid: name,
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata, ...(status ? { status } : {}) };
}

const cases: readonly (readonly [
  what: string,
  status: SeenPod['status'],
  says: string | undefined,
  crashed?: boolean,
])[] = [
  [
    'no node takes it',
    { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/2 nodes are available' }] },
    'no node takes it: 0/2 nodes are available',
  ],
  [
    'its image cannot be pulled',
    { containerStatuses: [{ state: { waiting: { reason: 'ErrImagePull', message: 'no such host' } } }] },
    'ErrImagePull: no such host',
  ],
  [
    'it starts',
    { containerStatuses: [{ state: { waiting: { reason: 'ContainerCreating' } } }] },
    'its container is being made',
  ],
  [
    'it crashes again and again',
    {
      containerStatuses: [
        {
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s' } },
          lastState: { terminated: { exitCode: 1 } },
        },
      ],
    },
    'its container ended with exit code 1',
    true,
  ],
  ['it runs and does not answer', { containerStatuses: [{ ready: false, state: {} }] }, 'it runs and is not ready'],
  [
    'it serves',
    { containerStatuses: [{ ready: true, state: {}, lastState: { terminated: { exitCode: 6 } } }] },
    undefined,
  ],
];

for (const [what, status, says, crashed = false] of cases) {
  test(`a Pod: ${what}`, () => {
    const expected = says === undefined ? [] : [{ pod: 'a', says, crashed }];
    assert.deepEqual(podTroubles([pod('a', status)]), expected);
  });
}

test('a Pod that goes is no trouble, and the others are told by name', () => {
  const going = pod('a', {});
  const gone = { ...going, metadata: { ...going.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
  const waiting = { containerStatuses: [{ state: { waiting: { reason: 'ErrImagePull' } } }] };
  const seen = podTroubles([pod('c', waiting), gone, pod('b', waiting)]);
  assert.deepEqual(
    seen.map((trouble) => trouble.pod),
    ['b', 'c'],
  );
});
