import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { ownArchitecture } from './architecture.ts';
import { writeArchive } from './archive/archive-writer.ts';
import { openArtifactCache } from './cache/artifact-cache.ts';
import { imageRecipes } from './image-recipes.ts';
import { obtainManagerImage } from './obtain-manager-image.ts';
import { buildPlan } from './plan/build-plan.ts';
import { components } from './testing/components.ts';

const io = { signal: new AbortController().signal, log: () => undefined, progress: () => undefined };
let folder = '';

/** A base system of a few files, as an earlier build of a machine image leaves it. */
async function fillCache(cache: string): Promise<void> {
  const architecture = ownArchitecture() ?? 'amd64';
  const recipes = imageRecipes.manager({ version: '', build: '', node: '', files: [] });
  const [system] = buildPlan({ architecture, goVersion: '', recipes }).steps;
  await (await openArtifactCache(cache)).make(system?.key ?? '', async (output) => {
    const writer = writeArchive(join(output, 'system.tar'));
    await writer.add({ name: 'bin', type: 'symlink', linkname: 'usr/bin', mode: 0o777 });
    for (const path of [
      'usr/bin/flock',
      'usr/bin/apt',
      'etc/shadow',
      'usr/lib/some-linux-gnu/libc.so.6',
      'etc/ssl/certs/ca-certificates.crt',
    ])
      await writer.addText(path, path, 0o755);
    await writer.finish();
    return {};
  });
}

/** A bundle and what an installation has beside it. */
async function installation(name: string, content: string) {
  const root = join(folder, name);
  const bundle = join(root, 'dist', 'builds', 'one');
  for (const path of ['compiled', '../../../src/host/rootfs/etc', '../../../src/images/machine/rootfs'])
    await mkdir(join(bundle, path), { recursive: true });
  const node = join(root, 'node');
  await writeFile(node, 'a runtime');
  await writeFile(join(bundle, 'server.mjs'), content);
  await writeFile(join(bundle, 'compiled', 'cached'), String(Math.random()));
  await writeFile(join(root, 'src', 'host', 'rootfs-enable.json'), '[]');
  await writeFile(join(root, 'src', 'host', 'rootfs', 'etc', 'unit'), 'a unit');
  return { version: '1.2.3', root, bundle, node, cache: join(folder, 'cache'), components, installPackages: false };
}

async function unpack(
  archive: Uint8Array,
): Promise<ReadonlyMap<string, { readonly body: string; readonly mode: number }>> {
  const entries = Readable.from([archive]).pipe(extract());
  const found = new Map<string, { readonly body: string; readonly mode: number }>();
  for await (const entry of entries)
    found.set(entry.header.name, { body: await text(entry), mode: entry.header.mode ?? 0 });
  return found;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-manager-image-'));
  await fillCache(join(folder, 'cache'));
});
after(() => rm(folder, { recursive: true, force: true }));

test("the manager's image is an OCI archive that runs its bundle as nobody's user", async () => {
  const image = await obtainManagerImage(await installation('first', 'runs'), io);
  assert.match(image.reference, /^slipway\.dev\/manager:1\.2\.3-[0-9a-f]{12}$/);
  const layout = await unpack(await readFile(image.archive));
  const blob = (digest: string) => JSON.parse(layout.get(`blobs/${digest.replace(':', '/')}`)?.body ?? '');
  const [listed] = JSON.parse(layout.get('index.json')?.body ?? '').manifests;
  assert.equal(listed.digest, image.digest);
  assert.equal(listed.annotations['io.containerd.image.name'], image.reference);
  const { config } = blob(blob(image.digest).config.digest);
  assert.equal(config.User, '65532:65532');
  assert.ok(config.Env.includes('SLIPWAY_ROOT=/usr/local/lib/slipway'));
  assert.equal(config.Entrypoint.at(-1), '/usr/local/lib/slipway/dist/builds/one/server.mjs');
});

test('it has the bundle, what machine images are made from, and of the base system only what is needed', async () => {
  const image = await obtainManagerImage(await installation('content', 'runs'), io);
  const layout = await unpack(await readFile(image.archive));
  const manifest = JSON.parse(layout.get(`blobs/${image.digest.replace(':', '/')}`)?.body ?? '');
  const layer = layout.get(`blobs/${manifest.layers[0].digest.replace(':', '/')}`)?.body ?? '';
  const names = [...(await unpack(Buffer.from(layer)))].map(([name]) => name).filter((name) => !name.endsWith('/'));
  assert.deepEqual(names.toSorted(), [
    'bin',
    'etc/group',
    'etc/passwd',
    'etc/ssl/certs/ca-certificates.crt',
    'usr/bin/flock',
    'usr/lib/some-linux-gnu/libc.so.6',
    'usr/local/bin/node',
    'usr/local/lib/slipway/dist/builds/one/server.mjs',
    'usr/local/lib/slipway/src/host/rootfs-enable.json',
    'usr/local/lib/slipway/src/host/rootfs/etc/unit',
  ]);
});

test('the same programs give the same image, others another name', async () => {
  const first = await obtainManagerImage(await installation('same', 'runs'), io);
  const again = await obtainManagerImage(await installation('elsewhere', 'runs'), io);
  const other = await obtainManagerImage(await installation('other', 'runs better'), io);
  assert.deepEqual(again, first);
  assert.notEqual(other.reference, first.reference);
  assert.notEqual(other.digest, first.digest);
});
