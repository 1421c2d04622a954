import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Header, type Pack, pack as createPack } from 'tar-stream';
import { BuildError } from '../build-error.ts';

/** Every file in our archives has this modification time, so that equal content gives equal bytes. */
const modified = new Date('2026-01-01T00:00:00Z');

export interface ArchiveWriter {
  /** Writes one entry; `body` for files only. An entry already written is refused, but for directories, which are then skipped. */
  add(header: Header, body?: Readable): Promise<void>;
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

  async function add(header: Header, body?: Readable): Promise<void> {
    const name = tree.place(header);
    if (name === undefined) {
      body?.resume();
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
      await add({ name: path, type: 'file', mode: source.mode, size }, createReadStream(source.file, { highWaterMark: 1 << 20 }));
    },
    async addText(path, text, mode) {
      const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      await add({ name: path, type: 'file', mode, size: bytes.length }, Readable.from([bytes]));
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
  place(header: Header): string | undefined {
    const name = this.#resolve(header.name);
    if (name === '') {
      return undefined;
    }
    if (this.#written.has(name)) {
      if (header.type === 'directory') {
        return undefined;
      }
      throw new BuildError('DuplicateEntry', `The archive has "${name}" twice. Leave one of the two sources out.`, { retryable: false });
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

async function entry(pack: Pack, header: Header, body?: Readable): Promise<void> {
  const plain: Header = {
    ...header,
    uid: header.uid ?? 0,
    gid: header.gid ?? 0,
    uname: '',
    gname: '',
    mtime: modified,
    ...(header.pax ? { pax: lasting(header.pax) } : {}),
  };
  if (body === undefined) {
    await new Promise<void>((resolve, reject) => {
      pack.entry({ ...plain, size: 0 }, '', (error) => (error ? reject(error) : resolve()));
    });
    return;
  }
  await pipeline(body, pack.entry(plain));
}

/** Extended attributes are kept; times, owners' names and what the plain header says are not. */
function lasting(pax: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(pax).filter(([name]) => name.startsWith('SCHILY.xattr.')));
}
