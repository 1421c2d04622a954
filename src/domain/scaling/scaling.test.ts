import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machinesToRemove } from './machines-to-remove.ts';
import { missingNames } from './missing-names.ts';
import { type ControlPlaneMachine, nextControlPlaneChange } from './next-control-plane-change.ts';
import { replicasToSet } from './replicas-to-set.ts';

test('missingNames takes the smallest free ordinals, also between others', () => {
  assert.deepEqual(missingNames({ cluster: 'first', pool: 'workers' }, ['first-workers-2'], 2), [
    'first-workers-1',
    'first-workers-3',
  ]);
});

test('machinesToRemove prefers machines that are not ready, then the highest ordinals', () => {
  const machines = [
    { name: 'a-w-1', ready: false },
    { name: 'a-w-2', ready: true },
    { name: 'a-w-10', ready: true },
  ];
  assert.deepEqual(
    machinesToRemove(machines, 2).map((machine) => machine.name),
    ['a-w-1', 'a-w-10'],
  );
});

const copies = [
  { reason: 'a new pool gets the declared number', declared: 2, copied: undefined, current: undefined, expected: 2 },
  { reason: 'scaling holds while the declaration stays', declared: 2, copied: 2, current: 4, expected: 4 },
  { reason: 'an edited declaration wins', declared: 3, copied: 2, current: 4, expected: 3 },
  {
    reason: 'a pool whose annotation was lost gets the declared number',
    declared: 3,
    copied: undefined,
    current: 4,
    expected: 3,
  },
] as const;

for (const { reason, expected, ...pool } of copies) {
  test(`replicasToSet: ${reason}`, () => assert.equal(replicasToSet(pool), expected));
}

const fine: ControlPlaneMachine = { name: 'a-control-plane-1', joined: true, ready: true, deleting: false };
const second = { ...fine, name: 'a-control-plane-2' };
const third = { ...fine, name: 'a-control-plane-3' };
const members = [fine, second, third].map(({ name }) => ({ name, healthy: true, learner: false }));

test('nextControlPlaneChange adds one machine at a time and waits for it to join', () => {
  const request = { cluster: 'a', replicas: 3, members: undefined };
  assert.deepEqual(nextControlPlaneChange({ ...request, machines: [] }), { change: 'add', name: 'a-control-plane-1' });
  assert.equal(nextControlPlaneChange({ ...request, machines: [{ ...fine, joined: false }] }).change, 'wait');
  assert.deepEqual(nextControlPlaneChange({ ...request, machines: [fine] }), {
    change: 'add',
    name: 'a-control-plane-2',
  });
});

test('nextControlPlaneChange adds nothing beside a machine that is not ready', () => {
  const change = nextControlPlaneChange({ cluster: 'a', replicas: 3, machines: [{ ...fine, ready: false }], members });
  assert.equal(change.change === 'wait' && change.reason, 'MemberNotReady');
});

test('nextControlPlaneChange removes no member when that spends the quorum', () => {
  const sick = members.map((member) => ({ ...member, healthy: member.name === 'a-control-plane-3' }));
  const change = nextControlPlaneChange({ cluster: 'a', replicas: 1, machines: [fine, second, third], members: sick });
  assert.equal(change.change === 'wait' && change.reason, 'QuorumAtRisk');
});

test('nextControlPlaneChange removes nothing while the members cannot be read', () => {
  const change = nextControlPlaneChange({
    cluster: 'a',
    replicas: 1,
    machines: [fine, second, third],
    members: undefined,
  });
  assert.equal(change.change === 'wait' && change.reason, 'MembersUnknown');
});

test('nextControlPlaneChange removes one and then waits for it to be gone', () => {
  const request = { cluster: 'a', replicas: 1, members };
  assert.deepEqual(nextControlPlaneChange({ ...request, machines: [fine, second, third] }), {
    change: 'remove',
    name: 'a-control-plane-3',
  });
  const change = nextControlPlaneChange({ ...request, machines: [fine, second, { ...third, deleting: true }] });
  assert.equal(change.change === 'wait' && change.reason, 'MemberLeaving');
});
