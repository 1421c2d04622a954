import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import { matchesApplied } from './matches-applied.ts';

const fields = {
  'f:metadata': { 'f:labels': { 'f:a': {} }, 'f:ownerReferences': { 'k:{"uid":"u"}': {} } },
  'f:spec': {
    'f:size': {},
    'f:tags': { 'v:"x"': {} },
    'f:pools': { 'k:{"name":"w"}': { '.': {}, 'f:name': {}, 'f:replicas': {} } },
    'f:atomic': {},
  },
};

function stored(
  spec: { readonly [field: string]: unknown },
  fieldsV1: { readonly [path: string]: unknown } = fields,
): KubeObject {
  const metadata = {
    name: 'a',
    uid: '1',
    resourceVersion: '1',
    creationTimestamp: '',
    labels: { a: '1', other: '2' },
    ownerReferences: [{ apiVersion: 'v1', kind: 'K', name: 'o', uid: 'u' }],
    managedFields: [
      { manager: 'me', operation: 'Apply' as const, apiVersion: 'v1', fieldsType: 'FieldsV1' as const, fieldsV1 },
    ],
  };
  const object = { apiVersion: 'v1', kind: 'K', metadata, spec };
  return object;
}

const spec = {
  size: 1,
  tags: ['y', 'x'],
  pools: [{ name: 'other' }, { name: 'w', replicas: 2, defaulted: true }],
  atomic: [1, 2],
};

function desired(change: { readonly [field: string]: unknown } = {}): ApplyConfiguration {
  return {
    apiVersion: 'v1',
    kind: 'K',
    metadata: {
      name: 'a',
      resourceVersion: '7',
      labels: { a: '1' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'K', name: 'o', uid: 'u' }],
    },
    spec: { size: 1, tags: ['x'], pools: [{ name: 'w', replicas: 2 }], atomic: [1, 2], ...change },
  };
}

const me = { manager: 'me' };

test('the same values in exactly the owned fields need no write, whatever others own besides', () => {
  assert.ok(matchesApplied(desired(), stored(spec), me));
});

for (const [what, change] of Object.entries({
  'another value': { size: 2 },
  'another value in a keyed item': { pools: [{ name: 'w', replicas: 3 }] },
  'a field not owned yet': { extra: 1 },
  'an item not owned yet': { tags: ['x', 'y'] },
  'a field no longer named': { size: undefined },
  'an item no longer named': { tags: [] },
  'another order of an atomic list': { atomic: [2, 1] },
})) {
  test(`${what} needs a write`, () => {
    assert.ok(!matchesApplied(desired(change), stored(spec), me));
  });
}

test('an object that somebody else made needs a write to be owned', () => {
  assert.ok(!matchesApplied(desired(), stored(spec), { manager: 'somebody' }));
});
