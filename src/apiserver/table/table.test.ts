import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Event } from '#api/builtin/event.ts';
import { Secret } from '#api/builtin/secret.ts';
import { kinds } from '#api/kinds.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { columnsOf } from './columns-of.ts';
import { humanDuration } from './human-duration.ts';
import { jsonPath } from './json-path.ts';
import { toTable } from './to-table.ts';

const metadata = {
  name: 'a',
  namespace: 'n',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
};
const now = Date.UTC(2026, 0, 1, 0, 5, 30);

function cells(kind: Parameters<typeof columnsOf>[0], fields: object): readonly unknown[] {
  const object = { apiVersion: 'v1', kind: kind.kind, metadata, ...fields } as KubeObject;
  return columnsOf(kind).map((column) => column.cell(object, now));
}

describe('ages', () => {
  // What kubectl prints for each, from Kubernetes' own table of cases.
  for (const [seconds, text] of [
    [-2, '<invalid>'],
    [-1, '0s'],
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [121, '2m1s'],
    [599, '9m59s'],
    [600, '10m'],
    [3 * 3600 - 1, '179m'],
    [3 * 3600, '3h'],
    [3 * 3600 + 60, '3h1m'],
    [8 * 3600, '8h'],
    [48 * 3600 - 1, '47h'],
    [48 * 3600, '2d'],
    [49 * 3600, '2d1h'],
    [8 * 86400, '8d'],
    [729 * 86400, '729d'],
    [2 * 365 * 86400, '2y'],
    [(2 * 365 + 1) * 86400, '2y1d'],
    [8 * 365 * 86400 + 86400, '8y'],
  ] as const) {
    it(`of ${seconds} seconds read ${text}`, () => assert.equal(humanDuration(seconds * 1000), text));
  }
});

describe('a JSONPath', () => {
  const object = {
    spec: { list: ['x', 'y'], 'a.b': 1, 'dash-ed': 2 },
    status: {
      conditions: [
        { type: 'Up', status: 'No' },
        { type: 'Ready', status: 'True' },
      ],
    },
  };
  for (const [path, found] of [
    ['.spec.list[0]', ['x']],
    ['.spec.list[-1]', ['y']],
    ['.spec.list[7]', []],
    ['.spec.list[*]', ['x', 'y']],
    ['.spec.a\\.b', [1]],
    [".spec['a.b']", [1]],
    ['.spec.dash-ed', [2]],
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    ['.status.conditions[?(@.type!="Ready")].status', ['No']],
    [".status.conditions[?(@.type=='None')].status", []],
    ['.spec.constructor', []],
    ['.none.of.these', []],
  ] as const) {
    it(`${path} finds ${JSON.stringify(found)}`, () => assert.deepEqual(jsonPath(path)(object), found));
  }

  it('that cannot be read is refused when it is compiled', () => {
    for (const path of ['spec', '.a[', '.a[?(@.b)]', '..a', '{.a}'])
      assert.throws(() => jsonPath(path), /cannot be read/);
  });
});

describe('a table', () => {
  it('can be made of every kind of ours', () => {
    for (const kind of kinds) assert.equal(columnsOf(kind)[0]?.name, 'Name');
  });

  it('shows the columns of the kind, with ages and conditions', () => {
    const status = { replicas: 3, conditions: [{ type: 'Ready', status: 'False', reason: 'Waiting' }] };
    const row = cells(NodePool, { spec: { cluster: 'c', replicas: 4 }, status });
    assert.deepEqual(row, ['a', 'c', 4, 3, null, 'False', 'Waiting', '5m30s']);
  });

  it('counts the entries of a Secret and never shows them', () => {
    assert.deepEqual(cells(Secret, { type: 'Opaque', data: { x: 'aGlkZGVu', y: '' } }), ['a', 'Opaque', 2, '5m30s']);
  });

  it('shows events as kubectl knows them', () => {
    const event = {
      type: 'Normal',
      reason: 'Made',
      message: ' done\n',
      involvedObject: { kind: 'NodePool', name: 'p' },
      lastTimestamp: null,
    };
    const row = cells(Event, { ...event, firstTimestamp: '2026-01-01T00:05:00Z' });
    assert.deepEqual(row, ['30s', 'Normal', 'Made', 'nodepool/p', '', '', 'done', '30s', 1, 'a']);
  });

  it('carries as much of each object as was asked for', () => {
    const object = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque' } as KubeObject;
    const row = (includeObject: 'None' | 'Metadata' | 'Object') => {
      const table = toTable([object], { columns: [], includeObject, now, metadata: {} }) as {
        readonly rows: readonly object[];
      };
      return table.rows[0];
    };
    assert.deepEqual(row('None'), { cells: [], object: null });
    assert.deepEqual(row('Object'), { cells: [], object });
    const partial = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
    assert.deepEqual(row('Metadata'), { cells: [], object: partial });
  });
});
