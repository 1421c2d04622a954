import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import { dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { awaitCluster } from './harness/await-cluster.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { dockerInventory } from './harness/docker-inventory.ts';
import { hostRoutes } from './harness/host-routes.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { createPrivateEngine, type PrivateEngine } from './harness/private-engine.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

const nothing = { containers: [], networks: [], volumes: [] };

async function ask({ address, port }: PrivateEngine, options: RequestOptions): Promise<number | undefined> {
  const [answer] = (await once(get({ host: address, port, path: '/_ping', agent: false, ...options }), 'response')) as [
    IncomingMessage,
  ];
  answer.resume();
  return answer.statusCode;
}

function provider(spec: object): object {
  return { apiVersion: 'slipway.dev/v1alpha1', kind: 'Provider', metadata: { name: 'far' }, spec };
}

function secret({ tls }: PrivateEngine): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'far', namespace: 'slipway-system' },
    stringData: { 'ca.crt': tls.authority, 'tls.crt': tls.certificate, 'tls.key': tls.key },
  };
}

describe('an engine on another host', () => {
  let engine: PrivateEngine;
  let installation: Installation;
  let workload: Workload;

  before(async () => {
    engine = await createPrivateEngine();
    installation = await createInstallation();
  });

  after(async () => {
    await workload?.close();
    await installation?.remove();
    await engine?.remove();
  });

  it('answers only to those who have its client certificate', async () => {
    const { authority: ca, certificate: cert, key } = engine.tls;
    assert.equal(await ask(engine, { ca, cert, key }), 200);
    await assert.rejects(ask(engine, { ca }), /(bad certificate|certificate required)/);
  });

  it('is refused without TLS', async () => {
    const plain = provider({ type: 'docker', docker: { host: `tcp://${engine.address}:2375` } });
    await assert.rejects(installation.apply(plain), /needs spec\.secretRef with the TLS material of a client/);
  });

  it('says which Secret is missing, and goes on when it is there', async () => {
    const host = `tcp://${engine.address}:${engine.port}`;
    const spec = { type: 'docker', secretRef: { namespace: 'slipway-system', name: 'far' }, docker: { host } };
    await installation.apply(provider(spec), clusterManifest('remote', 1, { provider: 'far' }));
    await awaitCluster.because(installation, 'remote', /There is no Secret slipway-system\/far.*kubectl -n/s);
    await installation.apply(secret(engine));
  });

  it('gets a cluster that answers at the address of its host', async () => {
    const cluster = await awaitCluster.ready(installation, 'remote');
    assert.equal(cluster.status?.endpoint?.external.address, engine.address);
    workload = await openWorkload(installation, 'remote');
    const nodes = await workload.kubectl(['get', 'nodes', '--output=name']);
    assert.equal(nodes, 'node/remote-control-plane-1\nnode/remote-workers-1\n');
    assert.match(await installation.cli(['logs', 'machine', 'remote-workers-1']), /kubelet-bootstrap/);
    const { containers } = await dockerInventory.read(installation.uid(), engine.docker);
    assert.equal(containers.length, 3);
    assert.deepEqual((await dockerInventory.read(installation.uid())).containers, []);
  });

  it('may be killed: the cluster serves on, and is Ready again when the engine is back', async () => {
    await engine.end('SIGKILL');
    assert.match(await workload.kubectl(['get', '--raw', '/readyz']), /ok/);
    await engine.start();
    await workload.serving();
    await awaitCluster.ready(installation, 'remote');
  });

  it('is left without a trace', async () => {
    await installation.kubectl(['delete', 'cluster', 'remote', '--wait=false']);
    await awaitCluster.gone(installation, 'remote');
    const { images: _, ...left } = await dockerInventory.read(installation.uid(), engine.docker);
    assert.deepEqual(left, nothing);
    await engine.remove();
    assert.equal(existsSync(dirname(engine.socket)), false);
    // Other tests come and go on this host: what is looked for bears the private host's name.
    assert.deepEqual(
      (await hostRoutes()).filter((route) => route.includes(engine.host.name)),
      [],
    );
  });
});
