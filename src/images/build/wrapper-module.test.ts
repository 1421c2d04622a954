import assert from 'node:assert/strict';
import { test } from 'node:test';
import { etcdPrograms } from '../recipes/etcd-programs.ts';
import { kubernetesPrograms } from '../recipes/kubernetes-programs.ts';
import { wrapperModule } from './wrapper-module.ts';

test("Kubernetes' siblings are replaced by their published versions", () => {
  const own =
    'module k8s.io/kubernetes\n\ngo 1.26.0\n\nrequire (\n\tk8s.io/api v0.0.0\n\tk8s.io/klog/v2 v2.130.1\n\tk8s.io/client-go v0.0.0\n)\n';
  const text = wrapperModule(kubernetesPrograms('1.36.3'), new Map([['k8s.io/kubernetes', own]]));
  assert.equal(
    text,
    `module slipway.dev/build

go 1.26.0

require k8s.io/kubernetes v1.36.3
replace k8s.io/api => k8s.io/api v0.36.3
replace k8s.io/client-go => k8s.io/client-go v0.36.3
`,
  );
});

test('the newest language version of several modules is taken, compared as a version', () => {
  const files = new Map([
    ['go.etcd.io/etcd/server/v3', 'go 1.9\n'],
    ['go.etcd.io/etcd/etcdctl/v3', 'go 1.24.1\n'],
  ]);
  assert.match(wrapperModule(etcdPrograms('3.6.16'), files), /^go 1\.24\.1$/m);
});
