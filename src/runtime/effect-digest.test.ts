import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectDigest } from './effect-digest.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

test('minted values do not count', () => {
  const made = (uid: string, address: string, token: string) => ({
    hostname: 'first-workers-1',
    network: { uid, name: 'docker' },
    payload: {
      configuration: bytes({
        machine: uid,
        endpoint: { address, port: 6443 },
        server: `https://${address}:6443`,
        token,
      }),
      secrets: bytes({ token }),
    },
  });
  const one = made('5f3b0a34-1111-4222-8333-444455556666', '172.20.0.2', 'abcdef.0123456789abcdef');
  const other = made('9a9b0a34-1111-4222-8333-444455556666', '172.31.0.9', 'zzzzzz.0123456789abcdef');
  assert.equal(effectDigest(one), effectDigest(other));
});

test('what a user declared counts, wherever it stands', () => {
  const made = (release: string, cidr: string) => ({
    image: release,
    payload: { configuration: bytes({ kubeadm: [{ podSubnet: cidr }] }) },
  });
  assert.notEqual(effectDigest(made('v1', '10.244.0.0/16')), effectDigest(made('v2', '10.244.0.0/16')));
  assert.notEqual(effectDigest(made('v1', '10.244.0.0/16')), effectDigest(made('v1', '10.245.0.0/16')));
});

test('of a Secret only the names of its entries count', () => {
  const secret = (data: { readonly [key: string]: string }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    data,
  });
  assert.equal(effectDigest(secret({ a: 'one' })), effectDigest(secret({ a: 'two' })));
  assert.notEqual(effectDigest(secret({ a: 'one' })), effectDigest(secret({ b: 'one' })));
});
