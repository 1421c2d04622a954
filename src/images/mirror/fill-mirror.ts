import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { TaskIo } from '#capabilities/task-worker.ts';
import { BuildError } from '../build-error.ts';
import type { Artifact, ArtifactFile } from '../cache/artifact-cache.ts';
import { copyVerified } from '../cache/copy-verified.ts';
import type { MirrorRole } from '../plan/mirror-roles.ts';
import { type MirroredArtifact, type MirrorIndex, parseMirrorIndex } from './mirror-index.ts';

/** An artifact of this machine's cache and what it stands for. */
export interface MirrorEntry {
  readonly role: MirrorRole;
  readonly artifact: Artifact;
}

export interface MirrorContent {
  readonly architecture: string;
  readonly artifacts: readonly MirrorEntry[];
}

export interface FilledMirror {
  readonly directory: string;
  /** Of the index: whoever knows it need not trust the mirror. */
  readonly digest: string;
  readonly sizeBytes: number;
}

const tellEveryMilliseconds = 1_000;

/** Adds artifacts to a mirror; what it has already is verified and not written again. Ends with the index, in one step. */
export async function fillMirror(directory: string, content: MirrorContent, io: TaskIo): Promise<FilledMirror> {
  const before = await readIndex(directory);
  const blobs = join(directory, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const total = content.artifacts.flatMap(filesOf).reduce((sum, file) => sum + file.sizeBytes, 0);
  let done = 0;
  let told = { what: '', at: 0 };
  const tell = (what: string, bytes: number) => {
    const now = performance.now();
    if (what === told.what && now - told.at < tellEveryMilliseconds) return;
    told = { what, at: now };
    io.progress({ message: `copying ${what} to ${directory}`, done: bytes, total, unit: 'bytes' });
  };
  for (const entry of content.artifacts) {
    const what = [entry.role.step, entry.role.version].join(' ').trim();
    for (const { name, digest, sizeBytes } of filesOf(entry)) {
      const from = join(entry.artifact.folder, name);
      const onBytes = (bytes: number) => tell(what, done + bytes);
      onBytes(0);
      // Whoever serves the mirror must be able to read it.
      const to = join(blobs, digest.replace('sha256:', ''));
      const wrong = await copyVerified({ from, to, digest, sizeBytes, mode: 0o644, signal: io.signal, onBytes });
      if (wrong !== undefined) {
        throw new BuildError('CacheDamaged', `${from} was damaged while it was copied. Try again: it is made anew.`, {
          retryable: true,
        });
      }
      done += sizeBytes;
    }
  }
  const added = content.artifacts.map((entry) => entryOf(entry, content.architecture));
  const roles = new Set(added.map(({ role }) => role));
  const artifacts = [...before.artifacts.filter(({ role }) => !roles.has(role)), ...added];
  const index: MirrorIndex = {
    format: 1,
    artifacts: artifacts.toSorted((a, b) => (a.role < b.role ? -1 : 1)),
  };
  const text = `${JSON.stringify(index, undefined, 1)}\n`;
  await writeFile(join(directory, 'index.json.new'), text, { flush: true });
  await rename(join(directory, 'index.json.new'), join(directory, 'index.json'));
  const files = new Map(artifacts.flatMap((artifact) => artifact.files).map((file) => [file.digest, file.sizeBytes]));
  return {
    directory,
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    sizeBytes: [...files.values()].reduce((sum, size) => sum + size, 0),
  };
}

/** What the directory has so far; anything but a mirror is left alone. */
async function readIndex(directory: string): Promise<MirrorIndex> {
  const names: string[] = await readdir(directory).catch(() => []);
  if (names.includes('index.json')) {
    return parseMirrorIndex(await readFile(join(directory, 'index.json'), 'utf8'), join(directory, 'index.json'));
  }
  if (names.some((name) => name !== 'blobs' && name !== 'index.json.new' && name !== 'lost+found')) {
    throw new BuildError('MirrorInvalid', `${directory} is not empty and no mirror. Name a new or empty directory.`, {
      retryable: false,
    });
  }
  return { format: 1, artifacts: [] };
}

function filesOf({ role, artifact }: MirrorEntry): readonly ArtifactFile[] {
  return artifact.files.filter(({ name }) => role.files.includes(name));
}

function entryOf(entry: MirrorEntry, architecture: string): MirroredArtifact {
  const { step, version, role } = entry.role;
  return {
    role,
    name: step,
    ...(version === undefined ? {} : { version }),
    architecture,
    files: filesOf(entry).map(({ name, digest, sizeBytes }) => ({ name, digest, sizeBytes })),
    facts: entry.artifact.facts,
  };
}
