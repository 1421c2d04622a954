import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { FakeDownloads } from './fake-downloads.ts';

export interface FakeImage {
  /** `repository:tag` below the registry. */
  readonly name: string;
  readonly architecture: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Where a fake registry has an image. */
export interface PutImage {
  /** Digest of what the tag stands for. */
  readonly digest: string;
  readonly layer: string;
}

/** Puts an image for two architectures into a web server, laid out as registries answer; other architectures have an empty layer. */
export async function putImage(server: FakeDownloads, image: FakeImage): Promise<PutImage> {
  const [repository = '', tag = ''] = image.name.split(':');
  const at = (kind: string, reference: string) => `/v2/${repository}/${kind}/${reference}`;
  const blob = (content: Buffer | string) => {
    const digest = digestOf(content);
    server.put(at('blobs', digest), content);
    return { digest, size: content.length };
  };
  const manifestOf = async (architecture: string, files: FakeImage['files']) => {
    const tar = pack();
    for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
    tar.finalize();
    const layer = blob(await buffer(tar));
    const config = { architecture, os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [layer.digest] } };
    const content = JSON.stringify({
      schemaVersion: 2,
      mediaType: types.manifest,
      config: { mediaType: types.config, ...blob(JSON.stringify(config)) },
      layers: [{ mediaType: types.layer, ...layer }],
    });
    const digest = digestOf(content);
    server.put(at('manifests', digest), content, types.manifest);
    return {
      layer: at('blobs', layer.digest),
      entry: {
        mediaType: types.manifest,
        digest,
        size: content.length,
        platform: { os: 'linux', architecture },
      },
    };
  };
  const other = image.architecture === 'arm64' ? 'amd64' : 'arm64';
  const [own, foreign] = [await manifestOf(image.architecture, image.files), await manifestOf(other, {})];
  const index = JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests: [foreign.entry, own.entry] });
  const digest = digestOf(index);
  server.put('/v2/', '{}', 'application/json');
  for (const reference of [tag, digest]) server.put(at('manifests', reference), index, types.index);
  return { digest, layer: own.layer };
}

const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
};

function digestOf(content: Buffer | string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
