import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { lintObject } from './lint-object.ts';

const good = {
  apiVersion: 'toy.dev/v1',
  kind: 'Toy',
  metadata: {
    name: 'a',
    namespace: 'default',
    uid: 'u',
    resourceVersion: '1',
    generation: 2,
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  status: {
    observedGeneration: 2,
    conditions: [
      {
        type: 'Made',
        status: 'True',
        observedGeneration: 2,
        lastTransitionTime: '2026-01-01T00:00:00Z',
        reason: 'Made',
        message: 'all parts are there',
      },
      {
        type: 'Ready',
        status: 'True',
        observedGeneration: 2,
        lastTransitionTime: '2026-01-01T00:00:00Z',
        reason: 'Ready',
        message: 'fine',
      },
    ],
  },
};

function withCondition(change: { readonly [field: string]: unknown }): KubeObject {
  const [first, second] = good.status.conditions;
  const changed = { ...good, status: { ...good.status, conditions: [{ ...first, ...change }, second] } };
  return changed;
}

function withoutReady(): KubeObject {
  const { status, ...object } = good;
  const lacking = { ...object, status: { ...status, conditions: status.conditions.slice(0, 1) } };
  return lacking;
}

test('an object without faults has none', () => {
  assert.deepEqual(lintObject(good), []);
});

const faults: readonly { readonly what: string; readonly object: KubeObject; readonly finds: RegExp }[] = [
  { what: 'a reason with blanks', object: withCondition({ reason: 'no word' }), finds: /is no word/ },
  { what: 'a type in lower case', object: withCondition({ type: 'made' }), finds: /PascalCase/ },
  {
    what: 'a time with fractions',
    object: withCondition({ lastTransitionTime: '2026-01-01T00:00:00.5Z' }),
    finds: /no time/,
  },
  {
    what: 'a status of an unseen generation',
    object: withCondition({ observedGeneration: 3 }),
    finds: /generation after 2/,
  },
  {
    what: 'a private key in a message',
    object: withCondition({ message: '-----BEGIN PRIVATE KEY-----' }),
    finds: /shows a secret/,
  },
  {
    what: 'a bootstrap token in a message',
    object: withCondition({ message: 'used abcdef.0123456789abcdef' }),
    finds: /shows a secret/,
  },
  { what: 'a missing Ready', object: withoutReady(), finds: /no Ready/ },
  { what: 'a condition twice', object: withCondition({ type: 'Ready' }), finds: /twice/ },
  {
    what: 'two controlling owners',
    object: {
      ...good,
      metadata: {
        ...good.metadata,
        ownerReferences: ['x', 'y'].map((uid) => ({ apiVersion: 'v1', kind: 'K', name: uid, uid, controller: true })),
      },
    },
    finds: /2 controlling owners/,
  },
];

for (const { what, object, finds } of faults) {
  test(`it finds ${what}`, () => {
    assert.match(lintObject(object).join('\n'), finds);
  });
}
