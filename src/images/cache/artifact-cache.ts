import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileDigest } from './file-digest.ts';
import { isIntact } from './is-intact.ts';
import { lockFile } from './lock-file.ts';
import { verifiedRecord } from './verified-record.ts';

export interface ArtifactFile {
  readonly name: string;
  readonly digest: string;
  readonly sizeBytes: number;
}

/** One finished artifact; its files lie flat in `folder`. */
export interface Artifact {
  readonly key: string;
  readonly folder: string;
  readonly files: readonly ArtifactFile[];
  /** What the build found out: versions, digests. */
  readonly facts: { readonly [name: string]: unknown };
}

export interface ArtifactCache {
  /**
   * The artifact with this key, or undefined. Contents are verified once a day, and when a file was changed or replaced
   * since, or `full` is set; an artifact with a wrong file is removed, so that it is made again.
   */
  find(key: string, options?: { readonly full?: boolean }): Promise<Artifact | undefined>;
  /**
   * Builds into a folder of its own, records digests, syncs, and makes the result visible in one rename. Call with the key
   * taken: what a killed build of it left goes first.
   */
  make(key: string, build: (folder: string) => Promise<{ readonly [name: string]: unknown }>): Promise<Artifact>;
  /** A folder for the intermediate files of one build; kept between attempts, so that downloads continue. */
  workFolder(name: string): Promise<string>;
  /** Keeps {@link ArtifactCache.takeWhole} out while something is built; resolves with the way to end that. */
  enter(signal: AbortSignal): Promise<() => Promise<void>>;
  /** Takes one key for making it, waiting for any other process that makes it; resolves with the way to give it back. */
  take(key: string, signal: AbortSignal): Promise<() => Promise<void>>;
  /** Takes the whole cache, waiting until nobody builds; resolves with the way to give it back. */
  takeWhole(signal: AbortSignal): Promise<() => Promise<void>>;
}

const record = 'artifact.json';

/** The content-addressed cache below one directory; every directory is private to its owner. */
export async function openArtifactCache(root: string): Promise<ArtifactCache> {
  const artifacts = join(root, 'artifacts');
  const work = join(root, 'work');
  const locks = join(root, 'locks');
  for (const directory of [root, artifacts, work, locks]) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  }
  const folderOf = (key: string) => join(artifacts, key);

  async function find(key: string, options?: { readonly full?: boolean }): Promise<Artifact | undefined> {
    const artifact = await readRecord(folderOf(key), key);
    if (artifact === undefined) {
      return undefined;
    }
    if (await isIntact(artifact, options?.full ?? false)) {
      return artifact;
    }
    await rm(artifact.folder, { recursive: true, force: true });
    return undefined;
  }

  async function sweep(key: string): Promise<void> {
    const left = (await readdir(artifacts)).filter((name) => name.startsWith(`.${key}.`) && name.endsWith('.partial'));
    await Promise.all(left.map((name) => rm(join(artifacts, name), { recursive: true, force: true })));
  }

  return {
    find,
    async make(key, build) {
      await sweep(key);
      const partial = join(artifacts, `.${key}.${randomUUID()}.partial`);
      await mkdir(partial, { mode: 0o700 });
      try {
        const facts = await build(partial);
        const files = await describeFiles(partial);
        await writeSynced(join(partial, record), JSON.stringify({ key, files, facts }));
        await verifiedRecord.write(partial, await verifiedRecord.stampsOf(partial, files));
        await replace(partial, folderOf(key));
        await syncDirectory(artifacts);
        return { key, folder: folderOf(key), files, facts };
      } finally {
        await rm(partial, { recursive: true, force: true });
      }
    },
    async workFolder(name) {
      const folder = join(work, name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
    enter: (signal) => lockFile(join(root, 'lock'), 'shared', signal),
    take: (key, signal) => lockFile(join(locks, key), 'exclusive', signal),
    takeWhole: (signal) => lockFile(join(root, 'lock'), 'exclusive', signal),
  };
}

async function readRecord(folder: string, key: string): Promise<Artifact | undefined> {
  try {
    const { files, facts } = JSON.parse(await readFile(join(folder, record), 'utf8')) as Pick<
      Artifact,
      'files' | 'facts'
    >;
    return { key, folder, files, facts };
  } catch (error) {
    if (error instanceof SyntaxError) {
      await rm(folder, { recursive: true, force: true });
      return undefined;
    }
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

async function describeFiles(folder: string): Promise<ArtifactFile[]> {
  const files: ArtifactFile[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const digest = await fileDigest(path);
    const handle = await open(path, 'r');
    try {
      await handle.sync();
      files.push({ name, digest, sizeBytes: (await handle.stat()).size });
    } finally {
      await handle.close();
    }
  }
  return files;
}

async function writeSynced(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flush: true });
}

/** A folder that another build finished in the meantime holds the same artifact and stays. */
async function replace(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isCode(error, 'ENOTEMPTY') && !isCode(error, 'EEXIST')) {
      throw error;
    }
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
