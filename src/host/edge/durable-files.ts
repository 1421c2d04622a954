import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostFile } from '#domain/host/host-file.ts';
import type { HostFiles } from '../host-system.ts';

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

async function orMissing<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function withHandle<Value>(
  opened: Promise<FileHandle>,
  use: (handle: FileHandle) => Promise<Value>,
): Promise<Value> {
  const handle = await opened;
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

function syncPath(path: string): Promise<void> {
  return withHandle(open(path, 'r'), (handle) => handle.sync());
}

async function makeDirectories(path: string, mode: number): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode });
  if (first !== undefined) await syncPath(dirname(first));
}

async function writeDurably(file: HostFile): Promise<void> {
  const mode = Number.parseInt(file.mode, 8);
  const directory = dirname(file.path);
  await makeDirectories(directory, 0o755);
  const temporary = join(directory, `.${randomBytes(6).toString('hex')}.new`);
  try {
    await withHandle(open(temporary, 'wx', mode), async (handle) => {
      await handle.writeFile(file.content);
      await handle.chmod(mode);
      await handle.sync();
    });
    await rename(temporary, file.path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncPath(directory);
}

async function wipe(path: string): Promise<void> {
  const size = (await orMissing(stat(path)))?.size;
  if (size === undefined) return;
  await withHandle(open(path, 'r+'), async (handle) => {
    await handle.write(Buffer.alloc(size), 0, size, 0);
    await handle.sync();
  });
  await rm(path);
  await syncPath(dirname(path));
}

async function syncBelow(path: string): Promise<void> {
  const found = await orMissing(stat(path));
  if (found === undefined) return;
  if (found.isDirectory()) for (const name of await readdir(path)) await syncBelow(join(path, name));
  if (found.isDirectory() || found.isFile()) await syncPath(path);
}

/** The machine's files. */
export const durableFiles: HostFiles = {
  read: (path) => orMissing(readFile(path, 'utf8')),
  exists: async (path) => (await orMissing(stat(path))) !== undefined,
  write: writeDurably,
  list: async (directory) => ((await orMissing(readdir(directory))) ?? []).sort(),
  async makeDirectory(path, mode) {
    await makeDirectories(path, Number.parseInt(mode, 8));
    await chmod(path, Number.parseInt(mode, 8));
  },
  wipe,
  async sync(paths) {
    for (const path of paths) {
      await syncBelow(path);
      if ((await orMissing(stat(dirname(path)))) !== undefined) await syncPath(dirname(path));
    }
  },
};
