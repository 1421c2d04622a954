import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldSteps } from './field-steps.ts';
import { parseManifests } from './parse-manifests.ts';

const cluster = `# a comment
apiVersion: slipway.dev/v1alpha1
kind: Cluster
metadata:
  name: first
  labels: {example.com/team: a}
spec:
  release: v1.0.0
  pools:
    - name: workers
      replicas: 2
    - {name: large, replicas: 1}
`;

describe('a field', () => {
  const [manifest] = parseManifests('f.yaml', cluster).manifests;
  assert.ok(manifest);
  for (const [path, line, column] of [
    ['spec.release', 8, 3],
    ['spec.pools[0].replicas', 11, 7],
    ['spec.pools[1].name', 12, 8],
    ['.spec.pools[name="large"].replicas', 12, 21],
    ['metadata.labels[example.com/team]', 6, 12],
    ['spec.pools[1].machine.cpus', 12, 7],
    ['spec.provider', 7, 1],
    ['', 2, 1],
  ] as const) {
    it(`${path || '(none)'} stands at ${line}:${column}`, () =>
      assert.deepEqual(manifest.locate(path), { line, column }));
  }

  it('path is taken apart as servers write it', () => {
    assert.deepEqual(fieldSteps('.spec.pools[name="a.b",zone="c"].labels[x/y][3]'), [
      { member: 'spec' },
      { member: 'pools' },
      { where: { name: 'a.b', zone: 'c' } },
      { member: 'labels' },
      { member: 'x/y' },
      { item: 3 },
    ]);
  });
});
