import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { once } from 'node:events';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack as createPack } from 'tar-stream';
import type { EntryHeader } from './entry-header.ts';
import { BuildError } from '../build-error.ts';

/** Every file in our archives has this modification time, so that equal content gives equal bytes. */
const modified = new Date('2026-01-01T00:00:00Z');

/** The bytes of a file, in pieces. */
export type ArchiveBody = AsyncIterable<unknown> | Iterable<unknown>;

export interface ArchiveWriter {
  /** Writes one entry; `body` for files only. An entry already written is refused, but for directories, which are then skipped. */
  add(header: EntryHeader, body?: ArchiveBody): Promise<void>;
  addFile(path: string, source: { readonly file: string; readonly mode: number }): Promise<void>;
  addText(path: string, text: string | Uint8Array, mode: number): Promise<void>;
  has(path: string): boolean;
  /** Ends the archive; the digest is of the bytes written. */
  finish(): Promise<{ readonly digest: string; readonly sizeBytes: number }>;
}

/** Writes a tar in the order of the calls, with pinned times, numeric owners and all parent directories. */
export function writeArchive(file: string): ArchiveWriter {
  const pack = createPack();
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const hashing = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(undefined, chunk);
    },
  });
  const written = pipeline(pack, hashing, createWriteStream(file, { mode: 0o600 }));
  // The failure is reported where the archive is finished; until then it must not count as unhandled.
  written.catch(() => undefined);
  const tree = new ArchiveTree();

  async function add(header: EntryHeader, body?: ArchiveBody): Promise<void> {
    const name = tree.place(header);
    if (name === undefined) {
      return;
    }
    for (const parent of tree.missingParents(name)) {
      await entry(pack, { name: `${parent}/`, type: 'directory', mode: 0o755 });
    }
    await entry(pack, { ...header, name: header.type === 'directory' ? `${name}/` : name }, body);
  }

  return {
    add,
    async addFile(path, source) {
      const { size } = await stat(source.file);
      await add(
        { name: path, type: 'file', mode: source.mode, size },
        createReadStream(source.file, { highWaterMark: 1 << 20 }),
      );
    },
    async addText(path, text, mode) {
      const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      await add({ name: path, type: 'file', mode, size: bytes.length }, [bytes]);
    },
    has: (path) => tree.has(path),
    async finish() {
      pack.finalize();
      await written;
      return { digest: `sha256:${hash.digest('hex')}`, sizeBytes };
    },
  };
}

/** What has been written so far, with links between directories followed. */
class ArchiveTree {
  readonly #written = new Set<string>();
  readonly #links = new Map<string, string>();

  has(path: string): boolean {
    return this.#written.has(this.#resolve(path));
  }

  /** Where the entry goes, or undefined for a directory that is there. */
  place(header: EntryHeader): string | undefined {
    const name = this.#resolve(header.name);
    if (name === '') {
      return undefined;
    }
    if (this.#written.has(name)) {
      if (header.type === 'directory') {
        return undefined;
      }
      throw new BuildError('DuplicateEntry', `The archive has "${name}" twice. Leave one of the two sources out.`, {
        retryable: false,
      });
    }
    if (header.type === 'symlink' && header.linkname && !header.linkname.startsWith('/')) {
      this.#links.set(name, [...name.split('/').slice(0, -1), header.linkname].join('/'));
    }
    return name;
  }

  /** The directories above `name` that are not there yet, outermost first; `name` and they count as written from now on. */
  missingParents(name: string): string[] {
    const steps = name.split('/');
    const parents = steps.slice(0, -1).map((_, index) => steps.slice(0, index + 1).join('/'));
    const missing = parents.filter((parent) => !this.#written.has(parent));
    for (const path of [...missing, name]) {
      this.#written.add(path);
    }
    return missing;
  }

  #resolve(path: string): string {
    const steps = path.split('/').filter((step) => step !== '' && step !== '.');
    if (steps.includes('..')) {
      throw new BuildError('UnsafePath', `The path "${path}" leaves the archive.`, { retryable: false });
    }
    let place = '';
    for (const [index, step] of steps.entries()) {
      place = place === '' ? step : `${place}/${step}`;
      if (index < steps.length - 1) {
        place = this.#links.get(place) ?? place;
      }
    }
    return place;
  }
}

async function entry(pack: Pack, header: EntryHeader, body?: ArchiveBody): Promise<void> {
  const { name, type, mode, linkname, devmajor, devminor } = header;
  const plain = {
    name,
    type,
    mode,
    uid: header.uid ?? 0,
    gid: header.gid ?? 0,
    uname: '',
    gname: '',
    mtime: modified,
    ...(linkname === undefined ? {} : { linkname }),
    ...(devmajor === undefined || devminor === undefined ? {} : { devmajor, devminor }),
    pax: attributes(header),
    size: body === undefined ? 0 : (header.size ?? 0),
  };
  const { promise: written, resolve, reject } = Promise.withResolvers<void>();
  const sink = pack.entry(plain, (error) => (error ? reject(error) : resolve()));
  try {
    for await (const chunk of body ?? []) {
      if (!sink.write(chunk)) {
        await Promise.race([once(sink, 'drain'), written]);
      }
    }
    sink.end(undefined);
  } catch (error) {
    sink.destroy();
    written.catch(() => undefined);
    throw error;
  }
  await written;
}

/** Extended attributes are kept; times, owners' names and what the plain header says are not. */
function attributes(header: EntryHeader): Record<string, string> | null {
  const all = Object.entries(header.pax ?? {}).filter(([name]) => name.startsWith('SCHILY.xattr.'));
  if (all.some(([, value]) => typeof value !== 'string' || value.includes('\uFFFD'))) {
    throw new BuildError(
      'AttributeLost',
      `"${header.name}" has an extended attribute that is not text and cannot be carried. Leave the file out.`,
      {
        retryable: false,
      },
    );
  }
  return all.length > 0 ? Object.fromEntries(all) : null;
}
