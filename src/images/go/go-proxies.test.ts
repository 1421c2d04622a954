import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareGoVersions } from './compare-go-versions.ts';
import { goProxies } from './go-proxies.ts';

test('proxies are taken from GOPROXY in their order, and without one from where Go takes them', () => {
  assert.deepEqual(goProxies(undefined), ['https://proxy.golang.org']);
  assert.deepEqual(goProxies(' '), ['https://proxy.golang.org']);
  assert.deepEqual(goProxies('http://a.test/go/,https://b.test|file:///c,direct'), [
    'http://a.test/go',
    'https://b.test',
    'file:///c',
  ]);
  assert.deepEqual(goProxies('off'), []);
});

test('versions of Go are compared as numbers, candidates before their release, strange ones oldest', () => {
  const ordered = ['devel +f3b1', 'go1.9.7', 'go1.26rc1', 'go1.26', 'go1.26.8', 'go1.26.10', 'go1.27rc2', 'go1.27.0'];
  const sorted = ordered.toReversed().toSorted(compareGoVersions);
  assert.deepEqual(sorted, ordered);
  assert.equal(compareGoVersions('devel go1.27-a1b2 linux/amd64', 'go1.27') >= 0, true);
});
