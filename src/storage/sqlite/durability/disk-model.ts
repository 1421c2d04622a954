import { dirname } from 'node:path';
import type { FileEvent } from './system-call-trace.ts';

type Change = { readonly offset: number; readonly data: Buffer } | { readonly size: number };

interface File {
  /** What a power cut cannot take away. */
  synced: Buffer;
  /** Done since, in order. */
  pending: Change[];
  /** How many of the pending changes the sync under way covers. */
  covered: number;
}

/** Decides for each unsynced piece whether it made it to the disk. */
export type Chance = () => boolean;

const SECTOR = 512;

/** The content after some changes; of each write, sector by sector, only what `reaches` the disk. */
function afterChanges(content: Buffer, changes: readonly Change[], reaches: Chance): Buffer {
  const ends = changes.map((change) => ('size' in change ? change.size : change.offset + change.data.length));
  const disk = Buffer.alloc(ends.reduce((most, end) => Math.max(most, end), content.length));
  content.copy(disk);
  let size = content.length;
  for (const change of changes) {
    if ('size' in change) {
      if (reaches()) {
        disk.fill(0, Math.min(size, change.size));
        size = change.size;
      }
      continue;
    }
    const end = change.offset + change.data.length;
    for (let start = change.offset; start < end; ) {
      const next = Math.min(end, (Math.floor(start / SECTOR) + 1) * SECTOR);
      if (reaches()) {
        change.data.copy(disk, start, start - change.offset, next - change.offset);
        size = Math.max(size, next);
      }
      start = next;
    }
  }
  return disk.subarray(0, size);
}

const always: Chance = () => true;

/**
 * A disk that keeps what was synced and nothing more. A name, of a file made or removed, is kept by a sync of its
 * directory; data by a sync of its file.
 */
export class DiskModel {
  readonly #root: string;
  readonly #names = new Map<string, File>();
  readonly #syncedNames = new Map<string, File>();

  /** @param root exists before the trace begins and survives everything. */
  constructor(root: string) {
    this.#root = root;
  }

  apply(event: FileEvent): void {
    if (event.type === 'append') {
      return;
    }
    const file = this.#names.get(event.path);
    switch (event.type) {
      case 'create':
        if (file === undefined) {
          this.#names.set(event.path, { synced: Buffer.alloc(0), pending: [], covered: 0 });
        }
        return;
      case 'remove':
        this.#names.delete(event.path);
        return;
      case 'write':
        file?.pending.push({ offset: event.offset, data: event.data });
        return;
      case 'truncate':
        file?.pending.push({ size: event.size });
        return;
      case 'sync-start':
        if (file !== undefined) {
          file.covered = file.pending.length;
        }
        return;
      case 'sync-end':
        this.#syncNames(event.path);
        if (file !== undefined) {
          file.synced = afterChanges(file.synced, file.pending.splice(0, file.covered), always);
          file.covered = 0;
        }
    }
  }

  /** The files after a power cut now: what was synced, and of the rest what `chance` lets through. */
  afterPowerCut(chance: Chance): ReadonlyMap<string, Buffer> {
    const names = new Map(this.#syncedNames);
    for (const [path, file] of this.#names) {
      if (!names.has(path) && chance()) {
        names.set(path, file);
      }
    }
    for (const path of this.#syncedNames.keys()) {
      if (!this.#names.has(path) && chance()) {
        names.delete(path);
      }
    }
    const files = new Map<string, Buffer>();
    for (const [path, file] of names) {
      if (this.#isReachable(path, names)) {
        files.set(path, afterChanges(file.synced, file.pending, chance));
      }
    }
    return files;
  }

  #syncNames(directory: string): void {
    const inside = (path: string): boolean => dirname(path) === directory;
    for (const path of [...this.#syncedNames.keys()].filter(inside)) {
      this.#syncedNames.delete(path);
    }
    for (const [path, file] of this.#names) {
      if (inside(path)) {
        this.#syncedNames.set(path, file);
      }
    }
  }

  #isReachable(path: string, names: ReadonlyMap<string, File>): boolean {
    for (let parent = dirname(path); parent !== this.#root; parent = dirname(parent)) {
      if (!names.has(parent)) {
        return false;
      }
    }
    return true;
  }
}
