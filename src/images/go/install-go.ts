import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TaskIo } from '#capabilities/task-worker.ts';
import { BuildError } from '../build-error.ts';
import { downloadFile } from '../fetch/download-file.ts';
import type { Web } from '../fetch/web.ts';
import type { GoPlace } from './go-place.ts';
import { pinnedGo } from './pinned-go.ts';
import { placeGoFile } from './place-go-file.ts';
import { treeSize } from './tree-size.ts';
import { unpackModule } from './unpack-module.ts';

const module = 'golang.org/toolchain';

export interface GoInstallation {
  /** What the archive's hash has to be, `h1:…`. */
  readonly hash: string;
  readonly proxies: readonly string[];
  readonly web: Web;
  readonly io: TaskIo;
}

/** Fetches the compiler's module from the first proxy that has it as it should be, unless it is there. */
export async function installGo(place: GoPlace, installation: GoInstallation): Promise<void> {
  if (await isWhole(place)) return;
  const { io, proxies } = installation;
  await mkdir(dirname(place.directory), { recursive: true, mode: 0o700 });
  await rm(place.record, { force: true });
  await rm(place.directory, { recursive: true, force: true });
  const failures: string[] = [];
  for (const proxy of proxies) {
    try {
      await fetchFrom(proxy, place, installation);
      return;
    } catch (error) {
      io.signal.throwIfAborted();
      if (!(error instanceof BuildError)) throw error;
      io.log(error.message);
      failures.push(error.message);
    }
  }
  throw new BuildError(
    'CompilerUnavailable',
    `There is no Go compiler on the PATH that is new enough, and none could be fetched: ${failures.join(' ') || 'GOPROXY names no module proxy.'} See that GOPROXY can be reached, or install ${pinnedGo.oldest} or newer.`,
    { retryable: failures.length > 0 },
  );
}

/** A tree that a power cut or a person damaged has another size. */
async function isWhole({ directory, record }: GoPlace): Promise<boolean> {
  const recorded = await readFile(record, 'utf8').catch(() => undefined);
  return recorded !== undefined && recorded === JSON.stringify(await treeSize(directory));
}

async function fetchFrom(proxy: string, place: GoPlace, { hash, io, web }: GoInstallation): Promise<void> {
  const name = `${module}@${place.moduleVersion}`;
  const url = `${proxy}/${module}/@v/${place.moduleVersion}.zip`;
  await fetchArchive(url, place.zip, { web, io });
  io.progress({ message: `unpacking the Go compiler ${pinnedGo.version}` });
  const partial = `${place.directory}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  const unpacking = { module: name, directory: partial, signal: io.signal, place: placeGoFile };
  const found = await unpackModule(place.zip, unpacking).catch((error: unknown) => {
    io.signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  });
  await rm(place.zip, { force: true });
  if (found !== hash) {
    await rm(partial, { recursive: true, force: true });
    throw new BuildError('ChecksumMismatch', `${url} is not ${name}: its hash is ${found}, not ${hash}.`, {
      retryable: false,
    });
  }
  await rename(partial, place.directory);
  await writeFile(place.record, JSON.stringify(await treeSize(place.directory)), { flush: true });
}

async function fetchArchive(url: string, file: string, { web, io }: Pick<GoInstallation, 'web' | 'io'>): Promise<void> {
  const message = `fetching the Go compiler ${pinnedGo.version}`;
  io.progress({ message });
  if (url.startsWith('file:')) {
    await copyFile(fileURLToPath(url), file).catch((cause: unknown) => {
      throw new BuildError('NotPublished', `${url} is not there.`, { retryable: false, cause });
    });
    return;
  }
  await downloadFile(web, {
    url,
    file,
    digest: undefined,
    signal: io.signal,
    log: io.log,
    onBytes: (done, total) => io.progress({ message, done, unit: 'bytes', ...(total === undefined ? {} : { total }) }),
  });
}
