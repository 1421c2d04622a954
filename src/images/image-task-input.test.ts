import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseImageTaskInput } from './image-task-input.ts';
import { components } from './testing/components.ts';

test('everything that is wrong with an input is named at once', () => {
  const input = {
    kind: 'image',
    purpose: 'toaster',
    architecture: 'amd64',
    components: { ...components, etcd: 'v3; rm -rf /' },
    cache: 'relative',
  };
  assert.throws(() => parseImageTaskInput(input), {
    code: 'InvalidInput',
    message: /components\.etcd has to be a version.*purpose has to be.*cache has to be an absolute path/,
  });
});

test('a machine needs the host utility, an endpoint does not', () => {
  const endpoint = { kind: 'image', purpose: 'endpoint', architecture: 'amd64', components, cache: '/cache' };
  assert.equal(parseImageTaskInput(endpoint).purpose, 'endpoint');
  assert.throws(
    () => parseImageTaskInput({ ...endpoint, purpose: 'machine' }),
    /hostBundle has to be an absolute path/,
  );
});
