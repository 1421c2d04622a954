import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readableLines } from './readable-lines.ts';
import { redact } from './redact.ts';

test('tokens, keys and credentials are removed, the sentence around them stays', () => {
  const key = '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----';
  assert.equal(redact('token abcdef.0123456789abcdef is over'), 'token (token removed) is over');
  assert.equal(redact(`before ${key} after`), 'before (private key removed) after');
  assert.equal(redact('-----BEGIN PRIVATE KEY-----\ncut'), '(private key removed)');
  assert.equal(redact('client-key-data: QUJD\nnext'), 'client-key-data: (removed)\nnext');
  assert.equal(redact('Authorization: xyz'), 'Authorization: (removed)');
  assert.equal(redact('eyJhbGciOi.eyJpc3Mi.c2ln').includes('eyJ'), false);
  assert.equal(redact('172.31.0.5:6443 kube-proxy.kubernetes.io'), '172.31.0.5:6443 kube-proxy.kubernetes.io');
});

test('colours and kernel options are no lines a person reads', () => {
  assert.deepEqual(
    readableLines([
      '\u001b[0;37mCONFIG_NAMESPACES\u001b[0m: \u001b[0;32menabled\u001b[0m',
      '\u001b[31merror: no\u001b[0m',
    ]),
    ['error: no'],
  );
});
