import { join } from 'node:path';
import type { TaskIo } from '#capabilities/task-worker.ts';
import type { TaskInput } from '#capabilities/tasks.ts';
import type { ContentEntry } from './build/archive-contents.ts';
import { BuildError } from './build-error.ts';
import type { Artifact } from './cache/artifact-cache.ts';
import { type ImageTaskInput, parseImageTaskInput } from './image-task-input.ts';
import { keepArtifacts } from './keep-artifacts.ts';
import { obtainImage } from './obtain-image.ts';
import type { Obtained } from './sources/obtain-artifacts.ts';

export interface ImageTaskResult {
  readonly [name: string]: unknown;
  /** A tar of the root file system. */
  readonly archive: string;
  /** `sha256:…` of the archive. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly contents: readonly ContentEntry[];
  /** Where its parts come from, and why from there. */
  readonly source: Obtained['source'];
  /** The kubectl of the same release, for use on this machine; for machine images only. */
  readonly kubectl?: string;
}

/**
 * Builds a machine or endpoint image, or finds it in the cache.
 * Rejects with a BuildError; what was finished before stays in the cache and is not done again.
 */
export async function runImageTask(task: TaskInput, io: TaskIo): Promise<ImageTaskResult> {
  const input = parseImageTaskInput(task);
  for (;;) {
    const { artifacts, keys, source } = await obtainImage(input, io, () =>
      input.purpose === 'machine' ? ['machine', 'kubernetes'] : ['endpoint'],
    );
    // Who cleaned the cache in this moment did not know of this image.
    if (await keepArtifacts(input, keys, artifacts)) return { ...resultOf(input, artifacts), source };
    io.log('artifacts were removed from the cache meanwhile; they are made again');
  }
}

function resultOf(input: ImageTaskInput, artifacts: ReadonlyMap<string, Artifact>) {
  const image = artifacts.get(input.purpose);
  const archive = image?.files.find((file) => file.name === `${input.purpose}.tar`);
  if (image === undefined || archive === undefined) {
    throw new BuildError(
      'ArchiveMissing',
      `The build ended without ${input.purpose}.tar. Remove ${input.cache} and try again.`,
      { retryable: true },
    );
  }
  const contents = image.facts['contents'] as readonly ContentEntry[];
  requireHaproxy(input, contents);
  const kubernetes = artifacts.get('kubernetes');
  return {
    archive: join(image.folder, archive.name),
    digest: archive.digest,
    sizeBytes: archive.sizeBytes,
    contents,
    ...(kubernetes ? { kubectl: join(kubernetes.folder, 'kubectl') } : {}),
  };
}

/** Debian decides which HAProxy its release has; a bundle that names another one is not what was built. */
function requireHaproxy(input: ImageTaskInput, contents: readonly ContentEntry[]): void {
  const wanted = input.components.haproxy;
  const found = contents.find((entry) => entry.name === 'haproxy')?.version;
  if (input.purpose === 'endpoint' && found !== wanted && !found?.startsWith(`${wanted}.`)) {
    throw new BuildError(
      'VersionUnavailable',
      `The release names HAProxy ${wanted}, Debian has ${found ?? 'none'}. Change components.haproxy of the PlatformRelease.`,
      {
        retryable: false,
      },
    );
  }
}
