import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kubeletNodeLabels } from './kubelet-node-labels.ts';

test('labels outside the reserved domains and the kubelet’s own are kept, sorted by name', () => {
  const labels = {
    'topology.kubernetes.io/zone': 'a',
    team: 'blue',
    'node.kubernetes.io/anything': 'x',
    'sub.kubelet.kubernetes.io/y': 'y',
    'example.test/pool': 'workers',
  };
  assert.deepEqual(
    kubeletNodeLabels(labels).map(([name]) => name),
    [
      'example.test/pool',
      'node.kubernetes.io/anything',
      'sub.kubelet.kubernetes.io/y',
      'team',
      'topology.kubernetes.io/zone',
    ],
  );
});

test('labels the API server refuses from a kubelet are left out', () => {
  const refused = {
    'node-role.kubernetes.io/worker': '',
    'kubernetes.io/role': 'x',
    'k8s.io/a': 'x',
    'sub.k8s.io/a': 'x',
  };
  assert.deepEqual(kubeletNodeLabels(refused), []);
});
