import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connectCluster } from './connect-cluster.ts';

describe('the way to a management cluster', () => {
  let folder: string;
  let now = 0;
  const options = () => ({
    account: join(folder, 'account'),
    environment: { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' },
    timers: {
      monotonic: () => now,
      sleep: () => Promise.reject(new Error('nothing waits here')),
      after: () => () => undefined,
    },
  });
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-cluster-'));
    await mkdir(join(folder, 'account'));
    await writeFile(join(folder, 'account', 'ca.crt'), 'CA');
    await writeFile(join(folder, 'account', 'token'), 'first\n');
  });
  after(() => rm(folder, { recursive: true }));

  it("of a Pod is its ServiceAccount's, whose token is renewed", async () => {
    const { authority, server, token } = await connectCluster({ way: 'in-cluster' }, options());
    assert.deepEqual([authority, server], ['CA', 'https://[fd00::1]:443']);
    assert.ok(typeof token === 'function');
    assert.equal(await token(), 'first');
    await writeFile(join(folder, 'account', 'token'), 'second\n');
    now += 60_000;
    assert.equal(await token(), 'second');
  });

  it('is not found where nothing is a Pod', () =>
    assert.rejects(connectCluster({ way: 'in-cluster' }, { ...options(), environment: {} }), /is for a Pod/));

  it('of a kubeconfig takes files beside it, and a token anew for every request', async () => {
    const file = join(folder, 'kubeconfig');
    await writeFile(join(folder, 'bearer'), 'early');
    await writeFile(
      file,
      [
        'current-context: none',
        'contexts: [{name: main, context: {cluster: c, user: u}}]',
        'clusters: [{name: c, cluster: {server: "https://127.0.0.1:1", certificate-authority: account/ca.crt}}]',
        'users: [{name: u, user: {tokenFile: bearer, token: stale}}]',
      ].join('\n'),
    );
    const { authority, server, token } = await connectCluster({ way: 'kubeconfig', file, context: 'main' }, options());
    assert.deepEqual([authority, server], ['CA', 'https://127.0.0.1:1']);
    assert.ok(typeof token === 'function');
    await writeFile(join(folder, 'bearer'), 'late');
    assert.equal(await token(), 'late');
  });
});
