import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { httpsApi } from './https-api.ts';

test('a server with a certificate of another authority is told apart from one that is ours', async () => {
  const pki = createPki(clock);
  const [ours, other] = await Promise.all(
    ['ours', 'another'].map((commonName) => pki.createAuthority({ commonName, validSeconds: 600 })),
  );
  assert.ok(ours && other);
  const served = await pki.issue({
    authority: ours,
    commonName: 'server',
    usages: ['server'],
    addresses: ['127.0.0.1'],
    validSeconds: 600,
  });
  const server = createServer({ cert: served.certificate, key: served.key }, (_, answer) => answer.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const wrong = await httpsApi.call({ url, authority: other.certificate, timeoutMilliseconds: 5000 });
    assert.deepEqual(wrong, {
      reached: false,
      why: 'its certificate is not signed by the authority of the cluster; check that the endpoint belongs to this cluster.',
    });
    const right = await httpsApi.call({ url, authority: ours.certificate, timeoutMilliseconds: 5000 });
    assert.equal(right.reached && right.status, 200);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
