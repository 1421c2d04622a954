import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { invariants } from './invariants.ts';

const metadata = {
  name: 'a',
  namespace: 'default',
  uid: 'u1',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
};

function object(part: {
  readonly spec?: unknown;
  readonly status?: unknown;
  readonly deletionTimestamp?: string;
}): KubeObject {
  const { deletionTimestamp, ...rest } = part;
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Machine',
    metadata: { ...metadata, ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }) },
    ...rest,
  } as KubeObject;
}

function payload(mode: string) {
  return { payload: { configuration: new TextEncoder().encode(JSON.stringify({ mode })) } };
}

function judge(
  name: string,
  facts: { readonly target?: object; readonly input?: unknown; readonly object?: KubeObject; readonly scope?: unknown },
): string | undefined {
  const invariant = invariants.find((candidate) => candidate.name === name);
  assert.ok(invariant, `there is no invariant ${name}`);
  const target = { world: 'provider', verb: 'create', resource: 'machine', name: 'default/a', ...facts.target };
  return invariant.judge({
    effect: { id: 'x', target },
    input: facts.input,
    object: facts.object ?? object({}),
    scope: facts.scope,
  });
}

const cases: readonly {
  readonly name: string;
  readonly says: string;
  readonly facts: Parameters<typeof judge>[1];
  readonly holds: boolean;
}[] = [
  { name: 'made-once', says: 'a machine without provider id may be made', facts: {}, holds: true },
  {
    name: 'made-once',
    says: 'one with a provider id may not',
    facts: { object: object({ status: { providerId: 'c1' } }) },
    holds: false,
  },
  { name: 'initialise-once', says: 'a worker needs no mark', facts: { input: payload('join') }, holds: true },
  {
    name: 'initialise-once',
    says: 'the marked machine may',
    facts: { input: payload('init'), scope: { controlPlane: { status: { initializer: 'u1' } } } },
    holds: true,
  },
  {
    name: 'initialise-once',
    says: 'another machine may not',
    facts: { input: payload('init'), scope: { controlPlane: { status: { initializer: 'u2' } } } },
    holds: false,
  },
  {
    name: 'initialise-once',
    says: 'nobody may without a mark',
    facts: { input: payload('init'), scope: {} },
    holds: false,
  },
  {
    name: 'initialise-once',
    says: 'nobody may twice',
    facts: {
      input: payload('init'),
      scope: { controlPlane: { status: { initializer: 'u1', initialized: { machine: 'u1', time: 'then' } } } },
    },
    holds: false,
  },
  {
    name: 'authorities-once',
    says: 'a new cluster gets authorities',
    facts: { input: { type: 'slipway.dev/authorities' } },
    holds: true,
  },
  {
    name: 'authorities-once',
    says: 'an initialised one never again',
    facts: {
      input: { type: 'slipway.dev/authorities' },
      object: object({ status: { initialized: { machine: 'u1', time: 'then' } } }),
    },
    holds: false,
  },
  {
    name: 'authorities-once',
    says: 'other Secrets are not its matter',
    facts: { input: { type: 'Opaque' }, object: object({ status: { initialized: {} } }) },
    holds: true,
  },
  {
    name: 'gone-by-wish',
    says: 'what is being deleted may go',
    facts: { object: object({ deletionTimestamp: 'now' }) },
    holds: true,
  },
  { name: 'gone-by-wish', says: 'nothing else may', facts: {}, holds: false },
  {
    name: 'last-copy-stays',
    says: 'a worker may go',
    facts: { object: object({ spec: { role: 'Worker' } }) },
    holds: true,
  },
  {
    name: 'last-copy-stays',
    says: 'the only control plane stays',
    facts: {
      object: object({ spec: { role: 'ControlPlane' } }),
      scope: { cluster: { metadata, spec: { controlPlane: { replicas: 1 } } } },
    },
    holds: false,
  },
  {
    name: 'last-copy-stays',
    says: 'it goes with its cluster',
    facts: {
      object: object({ spec: { role: 'ControlPlane' } }),
      scope: {
        cluster: { metadata: { ...metadata, deletionTimestamp: 'now' }, spec: { controlPlane: { replicas: 1 } } },
      },
    },
    holds: true,
  },
  {
    name: 'no-secret-in-arguments',
    says: 'plain arguments are fine',
    facts: { input: { command: ['slipway-host', 'routes'] } },
    holds: true,
  },
  {
    name: 'no-secret-in-arguments',
    says: 'a token is not',
    facts: { input: { command: ['kubeadm', 'join', '--token', 'abcdef.0123456789abcdef'] } },
    holds: false,
  },
  {
    name: 'no-secret-in-arguments',
    says: 'a key is not',
    facts: { input: { command: ['sh', '-----BEGIN EC PRIVATE KEY-----'] } },
    holds: false,
  },
];

for (const { name, says, facts, holds } of cases) {
  test(`${name}: ${says}`, () => assert.equal(judge(name, facts) === undefined, holds));
}
