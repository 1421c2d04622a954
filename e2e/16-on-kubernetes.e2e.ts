import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Lease } from '#api/builtin/lease.ts';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { readiness } from '#explain/readiness.ts';
import { leaseKey } from '#manager/cluster/lease-key.ts';
import { awaitLine } from './harness/await-line.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { dockerInventory } from './harness/docker-inventory.ts';
import { type FollowedContainers, followContainers } from './harness/follow-containers.ts';
import { createManagementCluster, type ManagementCluster } from './harness/management-cluster.ts';
import type { ManagerProcess } from './harness/manager-process.ts';
import { type Wanted, watchUntil } from './harness/watch-until.ts';

const key = { namespace: 'default', name: 'away' };
const pool = { ...key, name: 'away-workers' };
const leads = /"message":"leading"/;
/** Longer than a Lease: by then another one has led for most of a minute. */
const stoppedMilliseconds = 60_000;

describe('managers on a Kubernetes cluster', () => {
  let management: ManagementCluster;
  let made: FollowedContainers;
  let first: ManagerProcess;
  let second: ManagerProcess;
  let third: ManagerProcess;

  before(async () => {
    management = await createManagementCluster();
    made = await followContainers(management.installation);
  });
  after(async () => {
    await made?.stop();
    await management?.remove();
  });

  const holder = async (): Promise<string> =>
    (await management.client.objects.get(Lease, leaseKey)).spec?.holderIdentity?.split('_')[0] ?? '';
  const until = async <T extends KubeObject>(wanted: Wanted<T>): Promise<void> => {
    try {
      await watchUntil(management.client.objects, wanted, AbortSignal.timeout(300_000));
    } catch (error) {
      const logs = [first, second, third].map((manager) => manager?.log().split('\n').slice(-15).join('\n'));
      throw new Error(`${wanted.kind.kind} ${wanted.key.name}: ${String(error)}\n${logs.join('\n\n')}`, {
        cause: error,
      });
    }
  };
  const scale = (replicas: number) =>
    management.client.objects.patch(NodePool, pool, {
      type: 'merge',
      subresource: 'scale',
      body: { spec: { replicas } },
    });
  const effects = (manager: ManagerProcess): readonly string[] =>
    manager.log().match(/"message":"(?:asked provider|asked host|asked workload|done) [^"]+"/gu) ?? [];

  it('are led by one, and the others do nothing', async () => {
    first = await management.startManager('first');
    await awaitLine(first, leads);
    second = await management.startManager('second');
    assert.equal(await holder(), 'first');
    assert.deepEqual(effects(second), []);
  });

  it('say to everybody whether they are well, and give numbers to whom the cluster lets have them', async () => {
    const ask = await management.asks(second);
    assert.deepEqual(await ask('/readyz'), { status: 200, text: 'ok' });
    assert.equal((await ask('/metrics')).status, 401);
    assert.equal((await ask('/metrics', 'no such token')).status, 401);
    assert.equal((await ask('/metrics', await management.tokenOf('stranger', []))).status, 403);
    const rules = [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }];
    const { status, text } = await ask('/metrics', await management.tokenOf('scraper', rules));
    assert.equal(status, 200);
    assert.match(text, /^# HELP slipway_leading /m);
  });

  it('make a cluster once, although the leader is killed while it makes a machine', async () => {
    await management.client.objects.create(Cluster, clusterManifest(key.name, 0) as never);
    await awaitLine(first, /"message":"asked provider create machine /, 300_000);
    await first.kill();
    await awaitLine(second, leads);
    assert.equal(await holder(), 'second');
    await until({ kind: Cluster, key, holds: (cluster) => cluster !== undefined && readiness.isReady(cluster) });
    assert.deepEqual(made.names(), ['away-control-plane-1', 'away-endpoint']);
  });

  it('are asked by the same commands as any other', async () => {
    const table = await management.slipway(['get', 'clusters']);
    assert.match(table, /^NAME +RELEASE.*\naway +v1\.0\.0 +v1\.36\.3 /);
    assert.match(await management.slipway(['explain', 'cluster', key.name]), /is Ready: everything is as declared/);
    const nodes = await management.slipway(['kubectl', key.name, '--', 'get', 'nodes', '-o', 'name']);
    assert.equal(nodes.trim(), 'node/away-control-plane-1');
    const words = ['kubeconfig', key.name, '--static', '--ttl', '1h'];
    assert.match(await management.slipway(words), /client-certificate-data: /);
    await assert.rejects(management.slipway(['server', 'stop']), /is of a manager with a store of its own/);
    await assert.rejects(management.slipway(['logs', 'machine', 'away-control-plane-1']), /does not have/);
  });

  it('are not disturbed by a leader that is stopped for a minute while it makes a machine, and then goes on', async () => {
    third = await management.startManager('third');
    const creating = awaitLine(second, /"message":"asked provider create machine default\/away-workers-1"/, 300_000);
    await scale(1);
    await creating;
    second.signal('SIGSTOP');
    const stopped = pause(stoppedMilliseconds);
    await awaitLine(third, leads);
    await until({
      kind: NodePool,
      key: pool,
      holds: (object) => object?.status?.readyReplicas === 1 && readiness.isReady(object),
    });
    await scale(0);
    await until({ kind: Machine, key: { ...key, name: 'away-workers-1' }, holds: (machine) => machine === undefined });
    await stopped;
    const asked = effects(second);
    second.signal('SIGCONT');
    assert.equal(await second.ended(), 'exit code 6');
    assert.deepEqual(effects(second), asked, 'nothing more is done, nor asked for outside the store');
    assert.equal(await holder(), 'third');
    assert.deepEqual(made.names(), ['away-control-plane-1', 'away-endpoint', 'away-workers-1']);
    const { containers } = await dockerInventory.read(management.installation);
    assert.deepEqual(
      containers.map((name) => name.replace(/-[0-9a-f]{8}$/u, '')),
      ['away-control-plane-1', 'away-endpoint'],
    );
  });

  it('leave nothing of a cluster that is deleted, and give the lead back', async () => {
    await management.client.objects.delete(Cluster, key);
    await until({ kind: Cluster, key, holds: (cluster) => cluster === undefined });
    const { containers, networks, volumes } = await dockerInventory.read(management.installation);
    assert.deepEqual({ containers, networks, volumes }, { containers: [], networks: [], volumes: [] });
    await third.stop();
    assert.equal(await holder(), '');
  });
});
