import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { addParts } from '#images/archive/add-parts.ts';
import { writeArchive } from '#images/archive/archive-writer.ts';
import { runCommand } from '#images/build/run-command.ts';
import type { Artifact } from '#images/cache/artifact-cache.ts';
import { type ImageLayout, writeImageLayout } from '#images/oci/image-layout.ts';
import { controlPlaneImages } from '#images/recipes/control-plane-images.ts';
import type { Components } from '#images/recipes/components.ts';
import { officialPrograms } from '#images/recipes/official-programs.ts';
import type { ArchivePart, MadeImageRecipe, PublishedFile } from '#images/recipes/recipe.ts';
import type { FakeDownloads } from '#images/testing/fake-downloads.ts';

export interface Publishing {
  readonly server: FakeDownloads;
  /** What is published under the names of these versions. */
  readonly built: ReadonlyMap<string, Artifact>;
  readonly components: Components;
  readonly architecture: 'amd64' | 'arm64';
  /** For files on the way. */
  readonly folder: string;
}

const { signal } = new AbortController();

/** Fills a web server with real programs and images, laid out as the projects lay out theirs. */
export async function publish(publishing: Publishing): Promise<void> {
  await publishPrograms(publishing);
  const folder = join(publishing.folder, 'layout');
  await mkdir(folder);
  const layout = await writeImageLayout(folder);
  const images = controlPlaneImages(publishing.components).images.filter((image) => image.from !== 'copy');
  for (const image of images) await publishImage(publishing, layout, image);
  await publishBase(publishing, layout);
}

async function publishPrograms({ server, built, components, architecture }: Publishing): Promise<void> {
  for (const recipe of officialPrograms(components, architecture)) {
    const folder = built.get(recipe.name)?.folder ?? '';
    for (const file of recipe.files) {
      const content = await contentOf(file, folder);
      const path = new URL(file.url).pathname;
      server.put(path, content);
      if (file.checksum.from === 'pinned') throw new Error(`${file.url} is pinned: publish it under another version`);
      const digest = createHash('sha256').update(content).digest('hex');
      server.put(new URL(file.checksum.url).pathname, `${digest}  ${path.slice(path.lastIndexOf('/') + 1)}\n`);
    }
  }
}

async function contentOf({ keep }: PublishedFile, folder: string): Promise<Buffer> {
  if ('name' in keep) return readFile(join(folder, keep.name));
  const tar = pack();
  const packed = buffer(tar);
  for (const [name, path] of Object.entries(keep.unpacked)) {
    tar.entry({ name: path, mode: 0o755 }, await readFile(join(folder, name)));
  }
  tar.finalize();
  return gzipSync(await packed, { level: 1 });
}

async function publishImage(publishing: Publishing, layout: ImageLayout, image: MadeImageRecipe): Promise<void> {
  const file = join(publishing.folder, 'layer.tar');
  const writer = writeArchive(file);
  await addParts(writer, image.parts, sourcesOf(publishing.built));
  const layer = { file, ...(await writer.finish()) };
  const name = image.reference.slice(image.reference.lastIndexOf('/') + 1);
  const { reference, entrypoint, user } = image;
  const { architecture } = publishing;
  const { digest } = await layout.add({ reference, entrypoint, user, architecture, layer });
  await serve(publishing, { name, digest });
}

function sourcesOf(built: ReadonlyMap<string, Artifact>) {
  return {
    signal,
    stepFile: (step: string, name: string) => join(built.get(step)?.folder ?? '', name),
    inputFile: (digest: string) => digest,
  };
}

/** The smallest Debian that can install packages: what images of Debian have. */
async function publishBase(publishing: Publishing, layout: ImageLayout): Promise<void> {
  const { architecture, folder } = publishing;
  const base = join(folder, 'base.tar');
  await runCommand(['mmdebstrap', '--variant=minbase', `--architectures=${architecture}`, 'trixie', base], { signal });
  const file = join(folder, 'base-layer.tar');
  const writer = writeArchive(file);
  const all: ArchivePart = { from: 'archive', step: '', file: base, prefix: '', exclude: ['dev/**'] };
  await addParts(writer, [all], { signal, stepFile: (_, name) => name, inputFile: (digest) => digest });
  const layer = { file, ...(await writer.finish()) };
  const reference = 'debian:trixie-slim';
  const { digest } = await layout.add({ reference, entrypoint: [], user: '', architecture, layer });
  await serve(publishing, { name: reference, digest });
}

async function serve(
  { server, folder }: Publishing,
  { name: place, digest }: { readonly name: string; readonly digest: string },
): Promise<void> {
  const [repository, tag = ''] = place.split(':');
  const blob = (of: string) => readFile(join(folder, 'layout', 'blobs', 'sha256', of.replace('sha256:', '')));
  const text = await blob(digest);
  const manifest: { mediaType: string; config: { digest: string }; layers: { digest: string }[] } = JSON.parse(
    text.toString('utf8'),
  );
  for (const wanted of [manifest.config.digest, ...manifest.layers.map((layer) => layer.digest)]) {
    server.put(`/v2/${repository}/blobs/${wanted}`, await blob(wanted));
  }
  for (const name of [tag, digest]) server.put(`/v2/${repository}/manifests/${name}`, text, manifest.mediaType);
  server.put('/v2/', '{}', 'application/json');
}
