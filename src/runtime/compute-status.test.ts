import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { computeStatus } from './compute-status.ts';
import type { ComputedCondition, Controller, StatusInput } from './controller.ts';

const now = Date.UTC(2026, 0, 1, 12);
const then = '2026-01-01T00:00:00Z';

const kind: Kind = {
  group: 'toy.dev',
  version: 'v1',
  kind: 'Toy',
  plural: 'toys',
  singular: 'toy',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: true,
  columns: [],
  schema: { type: 'object' },
};

function controller(
  conditions: readonly ComputedCondition[],
  status?: { readonly [field: string]: unknown },
): Controller {
  return {
    name: 'toy.parts',
    for: kind,
    reads: [],
    owns: [],
    remote: [],
    remoteWrites: [],
    uses: [],
    scope: async () => undefined,
    steps: [],
    deletionSteps: [],
    status: () => status,
    conditions: () => conditions,
    readyFrom: ['Made', 'Elsewhere'],
  };
}

function toy(status: { readonly [field: string]: unknown } = {}): KubeObject {
  const metadata = {
    name: 'a',
    namespace: 'default',
    uid: 'u',
    resourceVersion: '1',
    generation: 3,
    creationTimestamp: then,
  };
  const object = { apiVersion: 'toy.dev/v1', kind: 'Toy', metadata, status };
  return object;
}

function condition(type: string, status: 'True' | 'False' | 'Unknown'): ComputedCondition {
  return { type, status, reason: `${type}Reason`, message: `${type} is ${status}` };
}

const elsewhere = { ...condition('Elsewhere', 'True'), lastTransitionTime: then };

function ready(
  outcome: StatusInput<KubeObject, unknown>['outcome'],
  made: ComputedCondition,
  present: readonly object[] = [elsewhere],
) {
  const input = {
    object: toy({ conditions: present }),
    scope: undefined,
    outcome,
    step: undefined,
    now: '2026-01-01T12:00:00Z',
  };
  const { status, reason } = computeStatus(controller([made]), input, { now, writesReady: true }).summary;
  return [status, reason];
}

const proceed = { outcome: 'proceed' } as const;

test('Ready is True only when everything it summarises is', () => {
  assert.deepEqual(ready(proceed, condition('Made', 'True')), ['True', 'Ready']);
  assert.deepEqual(ready(proceed, condition('Made', 'False')), ['False', 'MadeReason']);
  assert.deepEqual(ready(proceed, condition('Made', 'Unknown')), ['Unknown', 'MadeReason']);
  assert.deepEqual(ready(proceed, condition('Made', 'True'), []), ['Unknown', 'NotReported']);
});

test('Ready is not True while a step waits, stalls or progresses, and unknown after a surprise', () => {
  const made = condition('Made', 'True');
  const said = { reason: 'Said', message: 'so' };
  assert.deepEqual(ready({ outcome: 'wait', ...said, wokenBy: [], atMostMilliseconds: 1 }, made), ['False', 'Said']);
  assert.deepEqual(ready({ outcome: 'stall', ...said }, made), ['False', 'Said']);
  assert.deepEqual(ready({ outcome: 'progressed', ...said, wokenBy: [] }, made), ['False', 'Said']);
  assert.deepEqual(ready({ outcome: 'threw', error: new TypeError('oh') }, made), ['Unknown', 'TypeError']);
});

test('the time of a condition moves only with its status', () => {
  const old = [{ ...condition('Made', 'True'), lastTransitionTime: then, message: 'said otherwise' }, elsewhere];
  const input = { object: toy({ conditions: old }), scope: undefined, outcome: proceed, step: undefined, now: '' };
  const same = computeStatus(controller([condition('Made', 'True')]), input, { now, writesReady: true }).status[
    'conditions'
  ];
  const changed = computeStatus(controller([condition('Made', 'False')]), input, { now, writesReady: true }).status[
    'conditions'
  ];
  assert.deepEqual(same, [
    { ...condition('Made', 'True'), observedGeneration: 3, lastTransitionTime: then },
    {
      type: 'Ready',
      status: 'True',
      observedGeneration: 3,
      lastTransitionTime: '2026-01-01T12:00:00Z',
      reason: 'Ready',
      message: 'everything is as declared',
    },
  ]);
  assert.ok(
    Array.isArray(changed) &&
      changed.some((one) => one.type === 'Made' && one.lastTransitionTime === '2026-01-01T12:00:00Z'),
  );
});

test('a controller that does not write Ready leaves it and observedGeneration to the one that does', () => {
  const input = { object: toy(), scope: undefined, outcome: proceed, step: undefined, now: '' };
  const { status } = computeStatus(controller([], { made: 1 }), input, { now, writesReady: false });
  assert.deepEqual(status, { made: 1 });
});

test('a status left as it is repeats the fields that were written before, so that applying it does not remove them', () => {
  const managedFields = [
    {
      manager: 'toy.parts',
      operation: 'Apply' as const,
      apiVersion: 'v1',
      fieldsType: 'FieldsV1' as const,
      subresource: 'status',
      fieldsV1: { 'f:status': { 'f:made': {}, 'f:conditions': {} } },
    },
  ];
  const object = toy({ made: 7, others: 8 });
  const input = {
    object: { ...object, metadata: { ...object.metadata, managedFields } },
    scope: undefined,
    outcome: proceed,
    step: undefined,
    now: '',
  };
  assert.deepEqual(computeStatus(controller([]), input, { now, writesReady: false }).status, { made: 7 });
});
