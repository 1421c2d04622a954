import fc from 'fast-check';
import type { FuzzRequest } from './fuzz-request.ts';

interface Sample {
  readonly path: string;
  readonly object: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly [field: string]: unknown };
    readonly [field: string]: unknown;
  };
}

const group = '/apis/slipway.dev/v1alpha1';
const apiVersion = 'slipway.dev/v1alpha1';

const samples: readonly Sample[] = [
  {
    path: `${group}/namespaces/default/clusters`,
    object: {
      apiVersion,
      kind: 'Cluster',
      metadata: { name: 'first', labels: { team: 'a' } },
      spec: {
        release: 'v1.0.0',
        provider: 'docker',
        network: { pods: { cidrs: ['10.244.0.0/16'] } },
        pools: [{ name: 'workers', replicas: 2, taints: [{ key: 'a', effect: 'NoSchedule' }], labels: { a: 'b' } }],
      },
    },
  },
  {
    path: `${group}/namespaces/default/nodepools`,
    object: {
      apiVersion,
      kind: 'NodePool',
      metadata: { name: 'first', finalizers: ['example.com/held'] },
      spec: { cluster: 'first', pool: 'workers', release: 'v1.0.0', replicas: 2 },
    },
  },
  {
    path: '/api/v1/namespaces/default/secrets',
    object: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'first' },
      data: { a: 'aGk=' },
      stringData: { b: 'c' },
    },
  },
  {
    path: '/api/v1/namespaces/default/configmaps',
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'first' }, data: { a: 'b' } },
  },
];

/** One change of an object: what stands at one of its paths becomes something else, or goes. */
function edited(value: unknown, steps: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return replacement;
  const member = edited((value as { readonly [key: string]: unknown })[key], rest, replacement);
  if (Array.isArray(value)) return value.with(Number(key), member);
  return { ...value, [key]: member };
}

const verbs = [
  { method: 'POST', type: 'application/json', named: false },
  { method: 'PUT', type: 'application/json', named: true },
  { method: 'PATCH', type: 'application/apply-patch+yaml', named: true },
  { method: 'PATCH', type: 'application/merge-patch+json', named: true },
  { method: 'PATCH', type: 'application/strategic-merge-patch+json', named: true },
  { method: 'GET', type: '', named: true },
  { method: 'GET', type: '', named: false },
  { method: 'DELETE', type: '', named: true },
] as const;

const queries = [
  '',
  '',
  '?fieldManager=a',
  '?fieldManager=b&force=true',
  '?fieldManager=a&dryRun=All&fieldValidation=Strict',
];

/** Requests of clients who mean well, with one thing in their objects that is not. */
export function arbitraryEdit(anything: fc.Arbitrary<unknown>): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      sample: fc.constantFrom(...samples),
      verb: fc.constantFrom(...verbs),
      query: fc.constantFrom(...queries),
      subresource: fc.constantFrom('', '', '', '/status', '/scale'),
      right: fc.boolean(),
      steps: fc.array(fc.nat(7), { minLength: 1, maxLength: 6 }),
      anything,
    })
    .map(({ sample, verb, query, subresource, right, steps, anything: replacement }) => {
      const { path, object } = sample;
      const body = right ? object : edited(object, steps, replacement);
      const part = verb.named ? `/${object.metadata.name}${subresource}` : '';
      const sends = verb.method !== 'GET' && verb.method !== 'DELETE';
      return {
        method: verb.method,
        path: `${path}${part}${query}`,
        headers: verb.type === '' ? {} : { 'content-type': verb.type },
        body: sends ? new TextEncoder().encode(JSON.stringify(body) ?? '') : undefined,
      };
    });
}
