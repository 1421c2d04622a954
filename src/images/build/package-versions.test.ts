import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageVersions } from './package-versions.ts';

test('versions are read from archive names, epochs and all, for the named packages only', () => {
  const text = 'busybox_1%3a1.37.0-6+b9_amd64.deb\nhaproxy_3.0.11-1+deb13u5_amd64.deb\nlibc6_2.41-12_amd64.deb\nlock\n';
  assert.deepEqual(packageVersions(text, ['busybox', 'haproxy']), {
    busybox: '1:1.37.0-6+b9',
    haproxy: '3.0.11-1+deb13u5',
  });
});
