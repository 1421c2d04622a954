import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { CustomResourceDefinition } from '#api/builtin/custom-resource-definition.ts';
import { Deployment } from '#api/builtin/deployment.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Node } from '#api/builtin/node.ts';
import { Pod } from '#api/builtin/pod.ts';
import { Cluster } from '#api/cluster/index.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import { NamespaceController } from '#engine/namespace-controller.ts';
import { installationParts } from '#domain/installation/installation-parts.ts';
import { runWords } from '../testing/run-words.ts';
import { preloadImage } from './preload-image.ts';

const image = 'registry.example.com/slipway/manager:1';
const deployment = { namespace: 'slipway-system', name: 'slipway-manager' };
const settings = { image, replicas: 2, hostPaths: [], groups: [] };
const parts = [...installationParts.lasting(settings), ...installationParts.manager(settings)];

/** What an installation is made of, on a server that lets every kind be written; Pods and Nodes beside them. */
function kindsOfKubernetes(): readonly Kind[] {
  const all = [...servedKinds, ...parts.map(({ kind }) => kind), Pod, Node].map((kind) =>
    kind === CustomResourceDefinition ? { ...kind, readOnly: false } : kind,
  );
  return [...new Map(all.map((kind) => [`${kind.group}/${kind.plural}`, kind])).values()];
}

let directory = '';
let server: TestServer;
let stop: AbortController;
let namespaces: Promise<void>;
beforeEach(async () => {
  stop = new AbortController();
  directory = await mkdtemp(join(tmpdir(), 'slipway-install-'));
  server = await startServer(kindsOfKubernetes());
  namespaces = new NamespaceController({ api: server.engine, kinds: kindsOfKubernetes() }).run(stop.signal);
});
afterEach(async () => {
  stop.abort();
  await namespaces;
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

async function kubeconfig(of: TestServer = server): Promise<string> {
  const { authority = '', certificate = '', key = '', server: address } = await of.connection();
  await writeFile(join(directory, 'key.pem'), key, { mode: 0o600 });
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'a', cluster: { server: address, 'certificate-authority-data': btoa(authority) } }],
    users: [{ name: 'a', user: { 'client-certificate-data': btoa(certificate), 'client-key': 'key.pem' } }],
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
    'current-context': 'a',
  };
  const path = join(directory, 'kubeconfig');
  await writeFile(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}

/** Does what the controllers of Kubernetes do: as soon as the Deployment is there, so are its Pods. */
async function makeAvailable(replicas: number): Promise<void> {
  const watch = server.engine.watch(Deployment, { namespace: deployment.namespace, sendInitialEvents: true });
  for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
    const seen = events.findLast((event) => event.type === 'ADDED');
    if (seen === undefined || seen.type === 'BOOKMARK') continue;
    watch.close();
    const status = {
      observedGeneration: seen.object.metadata.generation,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: replicas,
    };
    await server.engine.update(Deployment, { ...seen.object, status }, { subresource: 'status' });
    return;
  }
}

async function there(): Promise<readonly string[]> {
  const found = await Promise.all(
    parts.map(async ({ kind, object }) => {
      const { name, namespace } = object.metadata;
      const seen: KubeObject | undefined = await server.engine.get(kind, { name, namespace }).catch(() => undefined);
      return seen === undefined ? [] : [`${kind.plural}/${name}`];
    }),
  );
  return found.flat();
}

async function installed(): Promise<string> {
  const path = await kubeconfig();
  const words = ['install', '--kubeconfig', path, '--image', image];
  const [ended] = await Promise.all([runWords(words, { directory }), makeAvailable(2)]);
  assert.deepEqual([ended.code, ended.said.filter((line) => !line.includes('replicas are available'))], [0, []]);
  assert.equal(ended.printed.at(-1), `the manager runs: 2 replicas of ${image}`);
  return path;
}

test('install applies every part and ends when the Deployment is available; a second time changes nothing', async () => {
  const path = await installed();
  assert.equal((await there()).length, parts.length);
  const versions = async () =>
    await Promise.all(
      parts.map(async ({ kind, object }) => (await server.engine.get(kind, object.metadata)).metadata.resourceVersion),
    );
  const before = await versions();
  assert.equal((await runWords(['install', '--kubeconfig', path, '--image', image], { directory })).code, 0);
  assert.deepEqual(await versions(), before);
});

test('install says what is in the way, and ends with it when the time is over', async () => {
  const path = await kubeconfig();
  const labels = { 'app.kubernetes.io/name': 'slipway-manager' };
  const waiting = { reason: 'ErrImagePull', message: 'registry.example.com: no such host' };
  const metadata = { name: 'slipway-manager-1', namespace: 'slipway-system', labels };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'slipway-system' } };
  await server.engine.create(Namespace, namespace);
  await server.engine.create(Pod, { apiVersion: 'v1', kind: 'Pod', metadata });
  const pod = await server.engine.get(Pod, metadata);
  const status = { containerStatuses: [{ state: { waiting } }] };
  await server.engine.update(Pod, { ...pod, status }, { subresource: 'status' });
  const words = ['install', '--kubeconfig', path, '--image', image, '--timeout', '10ms'];
  const ended = await runWords(words, { directory });
  assert.equal(ended.code, 4);
  assert.match(
    ended.said.join('\n'),
    /timed out: after 10ms 0 of 2 replicas are available\npod slipway-manager-1: ErrImagePull: registry.example.com: no such host/,
  );
});

test('a dry run prints everything in order and asks nobody', async () => {
  const words = ['install', '--image', image, '--replicas', '3', '--host-path', '/srv/d.sock:/run/d.sock', '--dry-run'];
  const ended = await runWords(words, { directory });
  assert.equal(ended.code, 0);
  const objects = parseAllDocuments(ended.printed.join('\n')).map(
    (one) => one.toJS() as { kind: string; spec: { replicas: number } },
  );
  assert.deepEqual(
    objects.map(({ kind }) => kind),
    parts.map(({ kind }) => kind.kind),
  );
  assert.equal(objects.at(-1)?.spec.replicas, 3);
});

const refusals: readonly (readonly [words: readonly string[], says: RegExp])[] = [
  [['install', '--kubeconfig', 'x'], /name the image that the nodes are to pull/],
  [['install', '--image', image], /name the cluster/],
  [['install', '--image', image, '--kubeconfig', 'x', '--cluster', 'y'], /name the cluster/],
  [['install', '--image', image, '--dry-run', '--replicas', '0'], /--replicas 0 is no number/],
  [['install', '--image', image, '--dry-run', '--group', 'docker'], /--group docker is no number/],
  [['install', '--image', image, '--dry-run', '--host-path', 'a:b'], /--host-path a:b is no path/],
  [['install', '--image', image, '--dry-run', '--host-path', '/a/../b'], /--host-path \/a\/\.\.\/b is no path/],
];

for (const [words, says] of refusals) {
  test(`refused: ${words.join(' ')}`, async () => {
    const ended = await runWords(words, { directory });
    assert.equal(ended.code, 2);
    assert.match(ended.said.join('\n'), says);
  });
}

test('a context of the kubeconfig names the cluster as well, and goes with no other way to name it', async () => {
  const environment = { HOME: directory, KUBECONFIG: await kubeconfig() };
  const words = ['install', '--image', image];
  const context = { environment, cluster: 'a' };
  const [ended] = await Promise.all([runWords(words, { directory, context }), makeAvailable(2)]);
  assert.equal(ended.code, 0);
  assert.equal((await there()).length, parts.length);
  const refused = await runWords(['install', '--cluster', 'first', '--image', image], { directory, context });
  assert.equal(refused.code, 2);
  assert.match(refused.said.join('\n'), /is of a manager with a store of its own/);
});

test('the API of a manager is no place to install one', async () => {
  const manager = await startServer(servedKinds);
  try {
    const ended = await runWords(['install', '--kubeconfig', await kubeconfig(manager), '--image', image], {
      directory,
    });
    assert.equal(ended.code, 1);
    assert.match(ended.said.join('\n'), /this is no Kubernetes cluster: it does not serve apps/);
  } finally {
    await manager.close();
  }
});

test('a cluster that does not answer is named', async () => {
  const gone = await startServer([]);
  const path = await kubeconfig(gone);
  await gone.close();
  const ended = await runWords(['install', '--kubeconfig', path, '--image', image], { directory });
  assert.equal(ended.code, 5);
  assert.deepEqual(ended.said.slice(1), ['look whether the cluster runs']);
  assert.match(ended.said[0] ?? '', new RegExp(`^${gone.server} did not answer: `));
});

test('uninstall refuses while Clusters are declared, and names them', async () => {
  const path = await installed();
  const spec = { release: 'v1.0.0', provider: 'docker', pools: [] };
  const metadata = { name: 'first', namespace: 'default' };
  await server.engine.create(Cluster, {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Cluster',
    metadata,
    spec,
  } as unknown as Cluster);
  const ended = await runWords(['uninstall', '--kubeconfig', path, '--yes'], { directory });
  assert.equal(ended.code, 1);
  assert.match(ended.said.join('\n'), /Clusters are declared there: default\/first/);
  assert.equal((await there()).length, parts.length);
});

test('uninstall removes the manager and keeps what is declared; with --crds it removes everything', async () => {
  const path = await installed();
  assert.equal((await runWords(['uninstall', '--kubeconfig', path, '--yes'], { directory })).code, 0);
  const lasting = installationParts
    .lasting(settings)
    .map(({ kind, object }) => `${kind.plural}/${object.metadata.name}`);
  assert.deepEqual(await there(), lasting);
  assert.equal((await runWords(['uninstall', '--kubeconfig', path, '--yes', '--crds'], { directory })).code, 0);
  assert.deepEqual(await there(), []);
});

test('uninstall leaves alone what only bears the name, and does nothing without a word', async () => {
  const path = await installed();
  const service = parts.find(({ kind }) => kind.kind === 'Service');
  assert.ok(service);
  const { name, namespace } = service.object.metadata;
  const body = { metadata: { labels: null } };
  await server.engine.patch(service.kind, { name, namespace }, { type: 'merge', body });
  assert.equal((await runWords(['uninstall', '--kubeconfig', path], { directory, answer: 'no' })).code, 1);
  assert.equal((await there()).length, parts.length);
  const ended = await runWords(['uninstall', '--kubeconfig', path], { directory, answer: 'uninstall' });
  assert.equal(ended.code, 0);
  assert.match(ended.said.join('\n'), /service\/slipway-manager-metrics is not of this installation: it stays/);
  assert.ok((await there()).includes('services/slipway-manager-metrics'));
});

test('the image goes once to every node that takes Pods, which is labelled then', async () => {
  const loaded: string[] = [];
  const manager = await startServer([], {
    machineImports: {
      async load({ name, archive }) {
        const parts: Uint8Array[] = [];
        for await (const part of archive) parts.push(part);
        loaded.push(`${name} ${Buffer.concat(parts).toString()}`);
      },
    },
  });
  try {
    const node = (name: string, spec: NonNullable<Node['spec']>) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      spec,
    });
    const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
    for (const one of [node('a', {}), node('b', { taints }), node('c', { unschedulable: true }), node('d', {})])
      await server.engine.create(Node, one);
    const archive = join(directory, 'image.tar');
    await writeFile(archive, 'an image');
    const made = { reference: 'slipway.dev/manager:1-a', digest: 'sha256:b', archive, sizeBytes: 8 };
    const client = await server.client();
    const context = {
      terminal: { say: () => undefined },
      signal: new AbortController().signal,
      connect: () => manager.client(),
    } as unknown as Parameters<typeof preloadImage>[0];
    for (let time = 0; time < 2; time++)
      await preloadImage(context, { client, image: made, tag: '1-a', options: { cluster: 'first' } });
    assert.deepEqual(loaded, ['a an image', 'd an image']);
    const nodes = (await server.engine.list(Node)).items;
    const labelled = nodes.filter(({ metadata }) => metadata.labels?.['slipway.dev/manager-image'] === '1-a');
    assert.deepEqual(
      labelled.map(({ metadata }) => metadata.name),
      ['a', 'd'],
    );
  } finally {
    await manager.close();
  }
});
