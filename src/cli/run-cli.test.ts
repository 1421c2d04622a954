import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '#api/cluster/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { type Ended, runWords } from './testing/run-words.ts';

const apiVersion = 'slipway.dev/v1alpha1';

describe('the command line against a server', () => {
  let server: TestServer;
  let client: KubeClient;
  let directory: string;

  /** One command line; `answer` is what the person at the terminal types. */
  const slipway = (words: readonly string[], answer?: string): Promise<Ended> =>
    runWords(words, { directory, client, ...(answer === undefined ? {} : { answer }) });

  function file(name: string, text: string): string {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  }

  const cluster = (spec: string) =>
    `apiVersion: ${apiVersion}\nkind: Cluster\nmetadata:\n  name: first\nspec:\n  release: v1\n  provider: local\n${spec}`;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'slipway-cli-'));
    server = await startServer(servedKinds);
    client = await server.client();
    await client.objects.create(Provider, {
      apiVersion,
      kind: 'Provider',
      metadata: { name: 'local' },
      spec: { type: 'sim', docker: { socket: '/x', network: {}, publish: {} } },
    });
    const components = {
      kubernetes: '1.36.3',
      etcd: '3.6.16',
      coredns: '1.14.7',
      containerd: '2.2.9',
      cniPlugins: '1.9.1',
      pause: '3.10.2',
      haproxy: '3.0',
      os: 'debian-trixie',
    } as const;
    await client.objects.create(PlatformRelease, {
      apiVersion,
      kind: 'PlatformRelease',
      metadata: { name: 'v1' },
      spec: { version: '1.0.0', channel: 'stable', components },
    });
  });

  after(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  it('applies a file, says what changed, and says so when nothing does', async () => {
    const path = file('first.yaml', cluster('  pools: [{name: workers, replicas: 2}]\n'));
    const dry = await slipway(['apply', '-f', path, '--dry-run']);
    assert.deepEqual(
      [dry.code, dry.printed],
      [0, ['cluster.slipway.dev/first created (dry run: nothing was written)']],
    );
    assert.deepEqual((await client.objects.list(Cluster)).items, []);
    for (const change of ['created', 'unchanged']) {
      assert.deepEqual((await slipway(['apply', '-f', path])).printed, [`cluster.slipway.dev/first ${change}`]);
    }
    const more = file('first.yaml', cluster('  pools: [{name: workers, replicas: 3}]\n'));
    assert.deepEqual((await slipway(['apply', '-f', more])).printed, ['cluster.slipway.dev/first configured']);
  });

  it('refuses a file with everything that is wrong in it, and writes nothing of it', async () => {
    const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: beside}\n';
    const bad = cluster('  pools:\n    - {name: workers, replicas: -1}\n  controlPlane:\n    replcas: 1\n')
      .replace('first', 'bad')
      .replace('release: v1', 'release: v2');
    const path = file('bad.yaml', `${good}---\n${bad}`);
    const { code, said } = await slipway(['apply', '-f', path]);
    assert.equal(code, 1);
    const places = said.map((line) => line.replace(`${path}:`, '').replace(/: .*/, ''));
    assert.deepEqual(places.toSorted(), [
      '10:3 spec.release',
      '13:23 spec.pools[0].replicas',
      '15:5 spec.controlPlane.replcas',
      'nothing was changed',
    ]);
    assert.equal((await slipway(['get', 'configmap', 'beside'])).code, 3);
  });

  it('shows objects as tables, names and YAML', async () => {
    const table = await slipway(['get', 'clusters']);
    assert.match(table.printed[0] ?? '', /^NAME +RELEASE +KUBERNETES/);
    assert.match(table.printed[1] ?? '', /^first +v1 /);
    assert.deepEqual((await slipway(['get', 'cl', '-o', 'name'])).printed, ['cluster.slipway.dev/first']);
    assert.match((await slipway(['get', 'cluster/first', '-o', 'yaml'])).printed.join('\n'), /cni: Routes/);
    assert.deepEqual((await slipway(['get', 'machines'])).said, ['no machines found in namespace default']);
  });

  it('tells in its exit code what went wrong', async () => {
    assert.equal((await slipway(['get', 'clutsers'])).code, 2);
    assert.equal((await slipway(['get', 'cluster', 'second'])).code, 3);
    assert.equal((await slipway(['wait', 'cluster', 'first', '--for', 'Ready', '--timeout', '20ms'])).code, 4);
    assert.equal((await slipway(['server', 'status'])).code, 5);
  });

  it('describes an object with its defaults', async () => {
    const { code, printed } = await slipway(['describe', 'cluster', 'first']);
    assert.equal(code, 0);
    assert.match(printed.join('\n'), /Name: +first\nNamespace: +default\nKind: +Cluster/);
  });

  it('scales a pool through its subresource, and names the pools there are', async () => {
    const spec = { cluster: 'first', pool: 'workers', release: 'v1', replicas: 2, machine: {} };
    await client.objects.create(NodePool, {
      apiVersion,
      kind: 'NodePool',
      metadata: { name: 'first-workers', namespace: 'default' },
      spec,
    });
    assert.deepEqual((await slipway(['scale', 'first/workers', '4'])).printed, [
      'first/workers goes from 2 to 4 replicas',
    ]);
    assert.equal(
      (await client.objects.get(NodePool, { namespace: 'default', name: 'first-workers' })).spec.replicas,
      4,
    );
    const wrong = await slipway(['scale', 'first/worker', '4']);
    assert.deepEqual([wrong.code, wrong.said.at(-1)], [3, 'did you mean first/workers?']);
  });

  it('deletes only for somebody who types the name, or says yes beforehand', async () => {
    assert.equal((await slipway(['delete', 'cluster', 'first'])).code, 2);
    assert.equal((await slipway(['delete', 'cluster', 'first'], 'fist')).code, 1);
    assert.deepEqual((await client.objects.list(Cluster)).items.length, 1);
    assert.deepEqual((await slipway(['delete', 'cluster', 'first'], 'first')).printed, [
      'cluster.slipway.dev/first deleted',
    ]);
    assert.equal((await slipway(['delete', 'cluster', 'first', '--yes'])).code, 3);
    assert.equal((await slipway(['wait', 'cluster', 'first', '--for', 'delete'])).code, 0);
  });
});
