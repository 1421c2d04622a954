import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedChecksum } from './published-checksum.ts';

const one = 'a'.repeat(64);
const two = 'B'.repeat(64);

test('each form in which checksums are published is read', () => {
  assert.equal(publishedChecksum(one, 'kubelet'), `sha256:${one}`);
  assert.equal(publishedChecksum(`${two}\n`, 'kubelet'), `sha256:${two.toLowerCase()}`);
  assert.equal(publishedChecksum(`${one}  kubelet\n`, 'kubelet'), `sha256:${one}`);
  assert.equal(publishedChecksum(`${one} *kubelet\n`, 'kubelet'), `sha256:${one}`);
  assert.equal(publishedChecksum(`${one}  ./out/kubelet\n`, 'kubelet'), `sha256:${one}`);
  assert.equal(publishedChecksum(`${one}  other\n${two}  kubelet\n`, 'kubelet'), `sha256:${two.toLowerCase()}`);
  assert.equal(publishedChecksum('c'.repeat(128), 'kubelet'), `sha512:${'c'.repeat(128)}`);
});

test('an error page, an empty text and the checksum of another file are no checksum', () => {
  for (const text of ['<html>not found</html>', '', `${one}  other`, `${one}\n${two}\n`, 'a'.repeat(100)]) {
    assert.throws(() => publishedChecksum(text, 'kubelet'), { code: 'ChecksumUnknown', retryable: false }, text);
  }
});
