import type { HostFiles } from '../host-system.ts';

export interface FakeFile {
  readonly content: string;
  readonly mode: string;
  /** Survives a power cut. */
  readonly synced: boolean;
}

export interface FakeDisk {
  readonly files: Map<string, FakeFile>;
  /** No program can write to it. */
  full: boolean;
  /** As another program writes: without syncing. */
  writeUnsynced(path: string, content: string): void;
  removeBelow(directory: string): void;
  powerCut(): void;
  /** The view of the host utility; `step` runs before each change. */
  program(step: () => Promise<void>): HostFiles;
}

function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}

/** Files of which those nobody synced are gone or empty after a power cut; /run is memory. */
export function newDisk(unsynced: 'gone' | 'empty'): FakeDisk {
  const files = new Map<string, FakeFile>();
  const disk: FakeDisk = {
    files,
    full: false,
    writeUnsynced(path, content) {
      files.set(path, { content, mode: '0600', synced: false });
    },
    removeBelow(directory) {
      for (const path of files.keys()) if (isBelow(path, directory)) files.delete(path);
    },
    powerCut() {
      for (const [path, file] of files) {
        if (path.startsWith('/run/')) files.delete(path);
        else if (!file.synced && unsynced === 'gone') files.delete(path);
        else if (!file.synced) files.set(path, { ...file, content: '', synced: true });
      }
    },
    program: (step) => ({
      read: (path) => Promise.resolve(files.get(path)?.content),
      exists: (path) => Promise.resolve(files.has(path)),
      async write({ path, mode, content }) {
        await step();
        if (disk.full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
        files.set(path, { content, mode, synced: true });
      },
      list: (directory) =>
        Promise.resolve(
          [
            ...new Set(
              [...files.keys()]
                .filter((path) => path.startsWith(`${directory}/`))
                .map((path) => path.slice(directory.length + 1).split('/')[0] ?? ''),
            ),
          ].sort(),
        ),
      makeDirectory: () => Promise.resolve(),
      async wipe(path) {
        await step();
        files.delete(path);
      },
      async sync(paths) {
        await step();
        for (const [path, file] of files) {
          if (paths.some((parent) => isBelow(path, parent))) files.set(path, { ...file, synced: true });
        }
      },
    }),
  };
  return disk;
}
