import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '#base/canonical-json.ts';
import { unpackLayout } from './unpack-layout.ts';

export interface LayoutImage {
  readonly reference: string;
  readonly architecture: 'amd64' | 'arm64';
  readonly entrypoint: readonly string[];
  readonly user: string;
  /** `NAME=value` each, besides the PATH. */
  readonly environment?: readonly string[];
  /** An uncompressed tar; it is moved into the layout. */
  readonly layer: { readonly file: string; readonly digest: string; readonly sizeBytes: number };
}

export interface WrittenImage {
  readonly reference: string;
  /** Digest of the manifest: what a registry would name the image by. */
  readonly digest: string;
  /** Digest of the configuration: what the kubelet calls the image's id. */
  readonly id: string;
}

export interface CopiedImage {
  /** `repository:tag`, complete. */
  readonly reference: string;
  readonly archive: string;
  readonly signal: AbortSignal;
}

/** An OCI image layout directory, written image by image without an engine. */
export interface ImageLayout {
  add(image: LayoutImage): Promise<WrittenImage>;
  /** Adds the one image of another layout, given as a tar, under a name of its own. */
  addCopy(image: CopiedImage): Promise<WrittenImage>;
  /** Writes the index; call once, last. */
  finish(): Promise<void>;
}

const created = '2026-01-01T00:00:00Z';
const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** How a layout names a blob. */
interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Starts a layout in an empty or missing directory. Equal input gives equal digests. */
export async function writeImageLayout(directory: string): Promise<ImageLayout> {
  const blobs = join(directory, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const manifests: unknown[] = [];

  async function addBlob(mediaType: string, value: unknown): Promise<Descriptor> {
    const bytes = new TextEncoder().encode(canonicalJson(value));
    const hex = createHash('sha256').update(bytes).digest('hex');
    await writeFile(join(blobs, hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  }

  return {
    async add(image) {
      await rename(image.layer.file, join(blobs, image.layer.digest.replace('sha256:', '')));
      const configuration = await addBlob('application/vnd.oci.image.config.v1+json', configurationOf(image));
      const manifest = await addBlob('application/vnd.oci.image.manifest.v1+json', {
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: configuration,
        layers: [
          {
            mediaType: 'application/vnd.oci.image.layer.v1.tar',
            digest: image.layer.digest,
            size: image.layer.sizeBytes,
          },
        ],
      });
      manifests.push({
        ...manifest,
        platform: { os: 'linux', architecture: image.architecture },
        annotations: annotationsOf(image.reference),
      });
      return { reference: image.reference, digest: manifest.digest, id: configuration.digest };
    },
    async addCopy({ reference, archive, signal }) {
      const { manifest, configuration } = await unpackLayout(archive, blobs, signal);
      manifests.push({ ...manifest, annotations: annotationsOf(reference) });
      return { reference, digest: manifest.digest, id: configuration };
    },
    async finish() {
      await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
      const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests };
      await writeFile(join(directory, 'index.json'), canonicalJson(index));
    },
  };
}

function configurationOf(image: LayoutImage): unknown {
  return {
    created,
    architecture: image.architecture,
    os: 'linux',
    config: {
      Env: [path, ...(image.environment ?? [])],
      User: image.user,
      WorkingDir: '/',
      ...(image.entrypoint.length > 0 ? { Entrypoint: image.entrypoint } : {}),
    },
    rootfs: { type: 'layers', diff_ids: [image.layer.digest] },
    history: [{ created, created_by: 'slipway' }],
  };
}

function annotationsOf(reference: string): Readonly<Record<string, string>> {
  return {
    'io.containerd.image.name': reference,
    'org.opencontainers.image.ref.name': reference.slice(reference.lastIndexOf(':') + 1),
  };
}
