import fc from 'fast-check';
import { servedKinds } from '#api/served-kinds.ts';
import { arbitraryEdit } from './arbitrary-edit.ts';
import type { FuzzRequest } from './fuzz-request.ts';

const encoder = new TextEncoder();

const paths = servedKinds.map(({ group, version, plural, scope }) => {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return `${root}/${scope === 'Namespaced' ? 'namespaces/default/' : ''}${plural}`;
});

const names = [
  'first',
  'second',
  'a.b',
  'FIRST',
  '%00',
  '..',
  '%2e%2e',
  'a%2fb',
  '%ff',
  '__proto__',
  'constructor',
  '*',
  'x'.repeat(300),
];

const texts = fc.oneof(
  fc.constantFrom(
    '',
    'first',
    'v1.0.0',
    'docker',
    '10.244.0.0/16',
    '10.0.0.0/8',
    '::/0',
    '1e9Gi',
    '4Gi',
    '\u0000',
    '\ud800',
    '\u202e',
    '${x}',
    '../..',
  ),
  fc.string({ maxLength: 12 }),
);

const keys = fc.oneof(
  fc.constantFrom(
    ...[
      'apiVersion',
      'kind',
      'metadata',
      'name',
      'namespace',
      'labels',
      'annotations',
      'finalizers',
      'ownerReferences',
    ],
    ...['managedFields', 'resourceVersion', 'uid', 'generation', 'deletionTimestamp', 'spec', 'status', 'release'],
    ...[
      'provider',
      'pools',
      'replicas',
      'network',
      'pods',
      'services',
      'cidrs',
      'controlPlane',
      'taints',
      'key',
      'effect',
    ],
    ...[
      'data',
      'stringData',
      'conditions',
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      '$patch',
      '$retainKeys',
    ],
  ),
  fc.string({ maxLength: 6 }),
);

const scalars = fc.oneof(
  texts,
  fc.constantFrom(null, true, false, 0, -1, 1, 3, 5000, 2 ** 31, 2 ** 53, 1e308, -0, 0.1),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

/** An object that is nearly right: one part of it is anything. */
const nearly = fc.record({
  apiVersion: fc.constantFrom('slipway.dev/v1alpha1', 'v1', 'slipway.dev/v1'),
  kind: fc.constantFrom('Cluster', 'Provider', 'NodePool', 'Secret', 'Namespace', 'ConfigMap', 'Lease'),
  metadata: fc.oneof(
    fc.record({ name: fc.constantFrom('first', 'second', 'A', ''), labels: value }, { requiredKeys: ['name'] }),
    value,
  ),
  spec: fc.oneof(
    fc.record(
      { release: texts, provider: texts, network: value, controlPlane: value, pools: value, gates: value, type: texts },
      { requiredKeys: ['release', 'provider'] },
    ),
    value,
  ),
});

const pointers = fc.constantFrom(
  '',
  '/',
  '/spec',
  '/spec/pools/-',
  '/spec/pools/0',
  '/metadata/name',
  '/metadata/labels/a~1b',
  '/__proto__/x',
  '/spec/pools/99999999999',
  '/a~',
);

const jsonPatch = fc.array(
  fc.record(
    {
      op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'nope'),
      path: fc.oneof(pointers, texts),
      from: pointers,
      value,
    },
    { requiredKeys: ['op'] },
  ),
  { maxLength: 4 },
);

/** Bodies that no arbitrary would come upon. */
const bombs = fc.constantFrom(
  '['.repeat(50_000),
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  `{"apiVersion":"slipway.dev/v1alpha1","kind":"Cluster","metadata":{"name":"first"},"spec":${'{"spec":'.repeat(80)}1${'}'.repeat(80)}}`,
  `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"big"},"data":{"a":"${'x'.repeat(1_100_000)}"}}`,
  `{"apiVersion":"slipway.dev/v1alpha1","kind":"Cluster","metadata":{"name":"first"},"spec":{"release":"a","provider":"b","pools":[${'{"name":"a"},'.repeat(20_000)}{"name":"a"}]}}`,
  `{"apiVersion":"slipway.dev/v1alpha1","kind":"Cluster","metadata":{"name":"first"},"spec":{${Array.from({ length: 20_000 }, (_, index) => `"f${index}":1`).join(',')}}}`,
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
  'a: &a\n  b: *a',
  '\ufeff{}',
  '{"a":1}{"b":2}',
  '---\na: 1\n---\nb: 2',
);

const asBytes = (body: unknown) => encoder.encode(JSON.stringify(body) ?? '');

const bodies: fc.Arbitrary<Uint8Array | undefined> = fc.oneof(
  { weight: 6, arbitrary: nearly.map(asBytes) },
  { weight: 3, arbitrary: value.map(asBytes) },
  { weight: 3, arbitrary: jsonPatch.map(asBytes) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
  { weight: 1, arbitrary: bombs.map((text) => encoder.encode(text)) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        ...[
          'fieldManager',
          'fieldValidation',
          'dryRun',
          'force',
          'limit',
          'continue',
          'resourceVersion',
          'timeoutSeconds',
        ],
        ...['labelSelector', 'fieldSelector', 'resourceVersionMatch', 'propagationPolicy', 'gracePeriodSeconds'],
      ),
      fc.oneof(
        fc.constantFrom(
          'All',
          'Strict',
          'Warn',
          'true',
          '1',
          '0',
          '-1',
          'slipway',
          'a=b',
          'a in (b,',
          '!a',
          'metadata.name=first',
          'Orphan',
        ),
        texts,
      ),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.map(encode).join('=')).join('&')}`));

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

const path = fc
  .tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...paths) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '/',
          '/api',
          '/apis',
          '/version',
          '/openapi/v3',
          '/apis/none/v1/x',
          '/slipway/v1alpha1/namespaces/a/machines/b/log',
        ),
      },
    ),
    fc.constantFrom(
      '',
      '',
      '/first',
      '/first',
      '/second',
      '/first/status',
      '/first/scale',
      '/first/nope',
      ...names.map((name) => `/${name}`),
    ),
    query,
  )
  .map((parts) => parts.join(''));

const hostileRequest: fc.Arbitrary<FuzzRequest> = fc
  .record({
    method: fc.constantFrom(
      'GET',
      'POST',
      'POST',
      'PUT',
      'PUT',
      'PATCH',
      'PATCH',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'TRACE',
    ),
    path,
    type: fc.constantFrom(
      ...['application/json', 'application/json', 'application/yaml', 'application/apply-patch+yaml'],
      ...['application/merge-patch+json', 'application/json-patch+json', 'application/strategic-merge-patch+json'],
      ...['application/vnd.kubernetes.protobuf', 'text/plain', ''],
    ),
    body: bodies,
  })
  .map(({ method, path: target, type, body }) => ({
    method,
    path: target,
    headers: type === '' ? {} : { 'content-type': type },
    body: method === 'GET' || method === 'OPTIONS' || method === 'TRACE' ? undefined : body,
  }));

/** Any request that a client of any intention may send, watches aside: those do not end by themselves. */
export const arbitraryRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(hostileRequest, arbitraryEdit(value));
