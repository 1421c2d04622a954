import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeImageLayout } from './image-layout.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-layout-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const layerBytes = new TextEncoder().encode('not really a tar');
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function write(name: string) {
  const directory = join(folder, name);
  const file = join(folder, `${name}.layer`);
  await writeFile(file, layerBytes);
  const layout = await writeImageLayout(directory);
  const image = await layout.add({
    reference: 'slipway.dev/images/pause:3.10.2',
    architecture: 'amd64',
    entrypoint: ['/usr/local/bin/pause'],
    user: '65535:65535',
    layer: { file, digest: `sha256:${hash(layerBytes)}`, sizeBytes: layerBytes.length },
  });
  await layout.finish();
  return { directory, image };
}

test('every blob is named by the hash of its bytes', async () => {
  const { directory } = await write('blobs');
  const blobs = join(directory, 'blobs', 'sha256');
  const names = await readdir(blobs);
  assert.equal(names.length, 3);
  for (const name of names) {
    assert.equal(hash(await readFile(join(blobs, name))), name);
  }
});

test('the index leads to the manifest, its configuration and its layer', async () => {
  const { directory, image } = await write('chain');
  const read = async (path: string) => JSON.parse(await readFile(join(directory, path), 'utf8'));
  const blob = (digest: string) => read(join('blobs', digest.replace(':', '/')));
  const index = await read('index.json');
  assert.equal(index.manifests[0].digest, image.digest);
  assert.equal(index.manifests[0].annotations['io.containerd.image.name'], 'slipway.dev/images/pause:3.10.2');
  assert.equal(index.manifests[0].annotations['org.opencontainers.image.ref.name'], '3.10.2');
  const manifest = await blob(image.digest);
  assert.equal(manifest.config.digest, image.id);
  assert.equal(manifest.layers[0].digest, `sha256:${hash(layerBytes)}`);
  assert.equal(manifest.layers[0].size, layerBytes.length);
  const configuration = await blob(image.id);
  assert.deepEqual(configuration.rootfs.diff_ids, [manifest.layers[0].digest]);
  assert.deepEqual(configuration.config.Entrypoint, ['/usr/local/bin/pause']);
  assert.equal(configuration.config.User, '65535:65535');
  assert.equal((await read('oci-layout')).imageLayoutVersion, '1.0.0');
});

test('the same image has the same digests wherever it is written', async () => {
  const [first, second] = [await write('first'), await write('second')];
  assert.deepEqual(first.image, second.image);
});
