import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverAddress } from './server-address.ts';

const internal = { address: '172.31.0.2', port: 6443 };

const cases: readonly (readonly [external: string, host: string, pod: string])[] = [
  ['127.0.0.1', 'https://127.0.0.1:32768', 'https://172.31.0.2:6443'],
  ['127.8.0.1', 'https://127.8.0.1:32768', 'https://172.31.0.2:6443'],
  ['::1', 'https://[::1]:32768', 'https://172.31.0.2:6443'],
  ['localhost', 'https://localhost:32768', 'https://172.31.0.2:6443'],
  ['192.0.2.7', 'https://192.0.2.7:32768', 'https://192.0.2.7:32768'],
  ['2001:db8::7', 'https://[2001:db8::7]:32768', 'https://[2001:db8::7]:32768'],
  ['engine.example.com', 'https://engine.example.com:32768', 'https://engine.example.com:32768'],
];

for (const [address, host, pod] of cases) {
  test(`an endpoint published at ${address} is reached from a host at ${host}, from a Pod at ${pod}`, () => {
    const endpoint = { internal, external: { address, port: 32_768 } };
    assert.equal(serverAddress(endpoint, 'host'), host);
    assert.equal(serverAddress(endpoint, 'pod'), pod);
  });
}

test('an internal address of IPv6 is written as such', () => {
  const endpoint = { internal: { address: 'fd00:30::2', port: 6443 }, external: { address: '::1', port: 1 } };
  assert.equal(serverAddress(endpoint, 'pod'), 'https://[fd00:30::2]:6443');
});
