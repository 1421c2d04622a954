import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CleaningRequest, UnusedArtifact } from '#capabilities/artifact-cleaning.ts';
import { type Artifact, openArtifactCache } from './cache/artifact-cache.ts';
import { cacheUsers } from './cache/cache-users.ts';
import { pinnedGo } from './go/pinned-go.ts';
import { treeSize } from './go/tree-size.ts';

/** What was used in this time is left: it may be of a build that ended and did not say yet whom it was for. */
const graceMilliseconds = 60_000;

interface Doomed extends UnusedArtifact {
  readonly path: string;
  /** It is whole and may be asked for at any time. */
  readonly artifact?: true;
}

/** Removes artifacts that no image is made of, remains of builds that did not end, and compilers of earlier versions. */
export async function pruneCache(root: string, request: CleaningRequest): Promise<readonly UnusedArtifact[]> {
  const cache = await openArtifactCache(root);
  // Only a look needs not wait for a build that runs.
  const unlock = request.dryRun ? undefined : await cache.takeWhole(request.signal);
  try {
    const doomed = [...(await unusedArtifacts(root, request)), ...(await remains(root, unlock !== undefined))];
    const removed = request.dryRun ? doomed : await removeAll(doomed);
    return removed.map(({ name, sizeBytes }) => ({ name, sizeBytes }));
  } finally {
    await unlock?.();
  }
}

async function keysInUse(root: string, { home, images, dryRun }: CleaningRequest): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const { user, forget } of await cacheUsers(root).list()) {
    if (user.home !== home || images.has(user.image)) for (const key of user.keys) keys.add(key);
    else if (!dryRun) await forget();
  }
  return keys;
}

async function unusedArtifacts(root: string, request: CleaningRequest): Promise<readonly Doomed[]> {
  const used = await keysInUse(root, request);
  const folder = join(root, 'artifacts');
  const doomed: Doomed[] = [];
  for (const key of await readdir(folder)) {
    const path = join(folder, key);
    if (used.has(key) || key.startsWith('.') || (await isRecent(path))) continue;
    doomed.push({ path, artifact: true, ...(await described(path)) });
  }
  return doomed;
}

async function described(path: string): Promise<UnusedArtifact> {
  const { files, facts } = await readRecord(path);
  const { step, version } = facts;
  const name = typeof step === 'string' ? step : (files[0]?.name ?? 'something damaged');
  const { bytes } = await treeSize(path);
  return { name: typeof version === 'string' ? `${name} ${version}` : name, sizeBytes: bytes };
}

async function readRecord(path: string): Promise<Pick<Artifact, 'files' | 'facts'>> {
  try {
    return JSON.parse(await readFile(join(path, 'artifact.json'), 'utf8')) as Artifact;
  } catch {
    return { files: [], facts: {} };
  }
}

/** With the lock nobody is building, so whatever is unfinished is left over. */
async function remains(root: string, locked: boolean): Promise<readonly Doomed[]> {
  const doomed: Doomed[] = [];
  const look = async (folder: string, name: (entry: string) => string | undefined) => {
    for (const entry of await readdir(join(root, folder)).catch(() => [])) {
      const path = join(root, folder, entry);
      const says = name(entry);
      if (says !== undefined && (locked || !(await isRecent(path))))
        doomed.push({ path, name: says, sizeBytes: (await treeSize(path)).bytes });
    }
  };
  await look('work', (entry) => `unfinished build of ${entry.replace(/-[0-9a-f]{16}$/, '')}`);
  await look('artifacts', (entry) => (entry.endsWith('.partial') ? 'unfinished artifact' : undefined));
  await look('go', (entry) => (entry.startsWith(`${pinnedGo.version}.`) ? undefined : `Go compiler ${entry}`));
  return doomed;
}

async function isRecent(path: string): Promise<boolean> {
  const used = await stat(path).catch(() => undefined);
  return used === undefined || used.mtimeMs > Date.now() - graceMilliseconds;
}

async function removeAll(doomed: readonly Doomed[]): Promise<readonly Doomed[]> {
  const removed: Doomed[] = [];
  for (const one of doomed) {
    if (one.artifact && (await isRecent(one.path))) continue;
    // Out of sight in one step: what is half removed must not be found.
    const hidden = join(dirname(one.path), `.${basename(one.path)}.${randomUUID()}.partial`);
    await rename(one.path, hidden);
    await rm(hidden, { recursive: true, force: true });
    removed.push(one);
  }
  return removed;
}
