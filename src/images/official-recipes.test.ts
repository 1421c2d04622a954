import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { runBuild } from './build/run-build.ts';
import { type Artifact, openArtifactCache } from './cache/artifact-cache.ts';
import { fileDigest } from './cache/file-digest.ts';
import { openWeb } from './fetch/web.ts';
import { unpackLayout } from './oci/unpack-layout.ts';
import { officialRecipes } from './official-recipes.ts';
import { buildPlan } from './plan/build-plan.ts';
import type { Components } from './recipes/components.ts';
import { officialPlaces } from './recipes/official-places.ts';
import { placeOf } from './recipes/place-of.ts';
import type { Recipe } from './recipes/recipe.ts';
import { type FakeDownloads, startFakeDownloads } from './testing/fake-downloads.ts';
import { putImage } from './testing/put-image.ts';

const components: Components = {
  // No digest of this release is pinned: the checksums are those that the fake publishes.
  kubernetes: '1.36.99',
  etcd: '3.6.16',
  coredns: '1.14.7',
  containerd: '2.2.9',
  cniPlugins: '1.9.99',
  pause: '3.10.2',
  haproxy: '3.0',
};
const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

let folder = '';
let server: FakeDownloads;
let root = '';
let count = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-official-'));
});
after(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  count += 1;
  root = join(folder, String(count));
  server = await startFakeDownloads();
});
afterEach(() => server.close());

const recipes = () =>
  officialRecipes.machine(
    { architecture, components, system: `${new URL(server.url).host}/debian:trixie-slim` },
    { components, node: '', hostBundle: '', trees: [], enabledUnits: [] },
  );

/** Fills the fake with everything the recipes name, in the layout of the real places. */
async function publish(): Promise<void> {
  for (const recipe of recipes()) {
    if (recipe.type === 'image-copy') await publishImage(recipe.reference);
    for (const file of recipe.type === 'downloads' ? recipe.files : []) {
      const path = new URL(file.url).pathname;
      const content =
        'unpacked' in file.keep ? await archiveOf(Object.values(file.keep.unpacked)) : Buffer.from(`program ${path}`);
      server.put(path, content);
      assert.equal(file.checksum.from, 'published', path);
      const place = file.checksum.from === 'published' ? new URL(file.checksum.url).pathname : '';
      const name = path.slice(path.lastIndexOf('/') + 1);
      server.put(place, `${createHash('sha256').update(content).digest('hex')}  ${name}\n`);
    }
  }
}

function publishImage(reference: string) {
  const name = reference.slice(reference.indexOf('/') + 1);
  return putImage(server, { name, architecture, files: { program: `image ${name} `.repeat(20_000) } });
}

async function archiveOf(paths: readonly string[]): Promise<Buffer> {
  const tar = pack();
  for (const path of [...paths, 'LICENSE', 'bin/unwanted']) tar.entry({ name: path }, `content of ${path}`);
  tar.finalize();
  return gzipSync(await buffer(tar));
}

/** Fetches what the steps need, into a cache of its own. */
async function fetch(ids: readonly string[]): Promise<ReadonlyMap<string, Artifact>> {
  const web = openWeb({ pace: { stallMilliseconds: 1_500, attempts: 2, backoffMilliseconds: 1 } });
  const { host } = new URL(server.url);
  const places = { ...officialPlaces, downloads: server.url, projects: server.url, registry: host };
  try {
    return await runBuild({
      plan: buildPlan({ architecture, goVersion: '', recipes: recipes() }),
      results: ids,
      cache: await openArtifactCache(root),
      access: { web, places },
      architecture,
      inputs: new Map(),
      durations: {},
      go: () => Promise.reject(new Error('nothing is compiled here')),
      prepare: () => Promise.resolve(),
      io: { progress: () => undefined, log: () => undefined, signal: new AbortController().signal },
    });
  } finally {
    await web.close();
  }
}

const fetched = () => recipes().filter(({ type }) => type === 'downloads' || type === 'image-copy');

async function contentOf(artifact: Artifact | undefined, name: string): Promise<string> {
  return readFile(join(artifact?.folder ?? '', name), 'utf8');
}

test('everything published is fetched, verified, and recorded with its digest', async () => {
  await publish();
  const artifacts = await fetch(fetched().map(({ name }) => name));
  assert.equal(
    await contentOf(artifacts.get('etcd'), 'etcdctl'),
    `content of etcd-v3.6.16-linux-${architecture}/etcdctl`,
  );
  assert.equal(await contentOf(artifacts.get('containerd'), 'ctr'), 'content of bin/ctr');
  const kubelet = `/release/v1.36.99/bin/linux/${architecture}/kubelet`;
  assert.equal(await contentOf(artifacts.get('kubernetes'), 'kubelet'), `program ${kubelet}`);
  const kubernetes = artifacts.get('kubernetes');
  assert.ok(kubernetes);
  const { folder: place, facts, files } = kubernetes;
  assert.equal((await stat(join(place, 'kubelet'))).mode & 0o777, 0o755);
  assert.deepEqual(facts['downloads'], [
    ...['kubeadm', 'kubelet', 'kubectl'].map((name) => ({
      url: `https://dl.k8s.io/release/v1.36.99/bin/linux/${architecture}/${name}`,
      digest: files.find((file) => file.name === name)?.digest,
      checksum: 'published',
    })),
  ]);
  assert.deepEqual(
    files.map(({ name }) => name),
    ['kubeadm', 'kubectl', 'kubelet'],
  );
});

test('an image is the one of its architecture, bears the digest its tag had, and is whole', async () => {
  const { digest, layer } = await publishImage('registry/kube-proxy:v1.36.99');
  const artifact = (await fetch(['image-kube-proxy'])).get('image-kube-proxy');
  assert.deepEqual(artifact?.facts, {
    step: 'image-kube-proxy',
    version: '1.36.99',
    copied: { reference: 'registry.k8s.io/kube-proxy:v1.36.99', digest },
  });
  const blobs = join(root, 'blobs');
  await mkdir(blobs);
  const { signal } = new AbortController();
  const { manifest } = await unpackLayout(join(artifact?.folder ?? '', 'image.tar'), blobs, signal);
  assert.match(await readFile(join(blobs, manifest.digest.slice(7)), 'utf8'), /"layers"/);
  assert.ok(server.requests.includes(layer));
});

test('the second run fetches nothing that the first one had when it was cut off', async () => {
  await publish();
  const path = `/release/v1.36.99/bin/linux/${architecture}/kubectl`;
  server.failNext(path, { fault: 'status', status: 404 });
  await assert.rejects(fetch(['kubernetes']), { code: 'NotPublished' });
  const before = server.requests.length;
  await fetch(['kubernetes']);
  const again = server.requests.slice(before).filter((request) => !request.endsWith('.sha256'));
  assert.deepEqual(again, [path]);
});

test('a layer whose connection is cut or stalls is asked for again, and layers that are there are not', async () => {
  const { layer } = await publishImage('registry/pause:3.10.2');
  server.failNext(layer, { fault: 'stall', after: 5_000 });
  await fetch(['image-pause']);
  assert.equal(server.requests.filter((request) => request.startsWith(layer)).length, 2);
  const partial = await fetch(['image-pause']);
  assert.equal(server.requests.filter((request) => request.startsWith(layer)).length, 2);
  assert.match(await fileDigest(join(partial.get('image-pause')?.folder ?? '', 'image.tar')), /^sha256:/);
});

test('bytes that differ from the published checksum are refused', async () => {
  await publish();
  server.put(`/release/v1.36.99/bin/linux/${architecture}/kubelet`, 'something else');
  await assert.rejects(fetch(['kubernetes']), { code: 'ChecksumMismatch', retryable: false, message: /kubelet/ });
});

test('a layer that differs from its digest is refused', async () => {
  const { layer } = await publishImage('registry/pause:3.10.2');
  server.put(layer, 'something else');
  await assert.rejects(fetch(['image-pause']), { code: 'ChecksumMismatch', retryable: false, message: /pause/ });
});

test('an image or a program that is not published is told at once', async () => {
  await publishImage('registry/pause:3.10.3');
  await assert.rejects(fetch(['image-pause']), { code: 'NotPublished', retryable: false });
  await assert.rejects(fetch(['etcd']), { code: 'NotPublished', message: /SHA256SUMS/ });
});

test('an archive that is packed in another way says which program it lacks', async () => {
  await publish();
  const recipe = recipes().find(({ name }) => name === 'cni-plugins');
  const path = new URL(recipe?.type === 'downloads' ? (recipe.files[0]?.url ?? '') : '').pathname;
  const content = await archiveOf(['ptp', 'bridge']);
  server.put(path, content);
  server.put(`${path}.sha256`, createHash('sha256').update(content).digest('hex'));
  await assert.rejects(fetch(['cni-plugins']), { code: 'ArchiveUnexpected', message: /loopback, host-local, portmap/ });
});

test('a damaged artifact of the cache is found when it is used and fetched again', async () => {
  await publish();
  const artifact = (await fetch(['kubernetes'])).get('kubernetes');
  await writeFile(join(artifact?.folder ?? '', 'kubelet'), 'damaged');
  const again = (await fetch(['kubernetes'])).get('kubernetes');
  assert.deepEqual(
    again?.files.map(({ digest }) => digest),
    artifact?.files.map(({ digest }) => digest),
  );
});

test('digests are pinned where they are known, for both architectures', () => {
  const known = { ...components, kubernetes: '1.36.3', cniPlugins: '1.9.1' };
  for (const other of ['amd64', 'arm64']) {
    const list: Recipe[] = officialRecipes.machine(
      { architecture: other, components: known, system: 'debian' },
      { components: known, node: '', hostBundle: '', trees: [], enabledUnits: [] },
    );
    const pinned = list.flatMap((recipe) =>
      recipe.type === 'downloads' ? recipe.files.filter(({ checksum }) => checksum.from === 'pinned') : [],
    );
    assert.equal(pinned.length, 4);
  }
});

test('places of an organisation stand in for the projects own, and for nothing else', () => {
  const places = { ...officialPlaces, downloads: 'https://files.example/k8s/', registry: 'hub.example/k8s' };
  assert.equal(placeOf('https://dl.k8s.io/release/x', places), 'https://files.example/k8s/release/x');
  assert.equal(placeOf('registry.k8s.io/pause:3', places), 'hub.example/k8s/pause:3');
  assert.equal(placeOf('docker.io/library/debian:x', places), 'docker.io/library/debian:x');
});
