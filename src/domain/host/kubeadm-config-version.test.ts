import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kubeadmConfigVersion } from './kubeadm-config-version.ts';

test('every minor gets the newest configuration its kubeadm reads without a flag', () => {
  for (const version of ['1.31.0', '1.36.3', 'v1.37.2', '1.40.0'])
    assert.equal(kubeadmConfigVersion(version), 'kubeadm.k8s.io/v1beta4', version);
});

test('a Kubernetes whose kubeadm knows none of them is refused', () => {
  for (const version of ['1.30.14', '1.5.0', '2.0.0', 'latest'])
    assert.throws(() => kubeadmConfigVersion(version), /1\.31 is the oldest/);
});
