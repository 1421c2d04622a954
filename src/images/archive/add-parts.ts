import { createReadStream } from 'node:fs';
import { extract } from 'tar-stream';
import { BuildError } from '../build-error.ts';
import type { ArchivePart } from '../recipes/recipe.ts';
import type { ArchiveWriter } from './archive-writer.ts';
import { pathFilter } from './path-filter.ts';

export interface PartSources {
  /** The file `name` of a finished build step. */
  stepFile(step: string, name: string): string;
  /** Where a file given to the build lies on this machine, by its digest. */
  inputFile(digest: string): string;
  readonly signal: AbortSignal;
}

type SinglePart = Exclude<ArchivePart, { readonly from: 'archive' }>;

/**
 * Writes all parts into an archive. Of two single entries with one path the later wins; a single entry wins over
 * the same path in an unpacked archive.
 */
export async function addParts(
  writer: ArchiveWriter,
  parts: readonly ArchivePart[],
  sources: PartSources,
): Promise<void> {
  const single = new Map<string, SinglePart>();
  for (const part of parts) {
    if (part.from !== 'archive') {
      single.set(part.path, part);
    }
  }
  // Links between directories come with the system, so archives are laid down first.
  for (const part of parts) {
    if (part.from === 'archive') {
      await addArchive(writer, part, { sources, taken: (path) => single.has(path) });
    }
  }
  for (const part of [...single.values()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    sources.signal.throwIfAborted();
    await addSingle(writer, part, sources);
  }
}

interface ArchiveContext {
  readonly sources: PartSources;
  taken(path: string): boolean;
}

async function addArchive(
  writer: ArchiveWriter,
  part: Extract<ArchivePart, { readonly from: 'archive' }>,
  { sources, taken }: ArchiveContext,
): Promise<void> {
  const keep = pathFilter(part.exclude);
  const unpack = extract();
  const input = createReadStream(sources.stepFile(part.step, part.file), {
    highWaterMark: 1 << 20,
    signal: sources.signal,
  });
  input.once('error', (error) => unpack.destroy(error));
  input.pipe(unpack);
  for await (const entry of unpack) {
    const inside = entry.header.name.replace(/^\.\//, '').replace(/\/$/, '');
    const name = part.prefix === '' ? inside : `${part.prefix}/${inside}`;
    if (!keep(inside) || taken(name)) {
      entry.resume();
      continue;
    }
    const link = entry.header.type === 'link' ? entry.header.linkname?.replace(/^\.\//, '') : undefined;
    const header = {
      ...entry.header,
      name,
      ...(link === undefined ? {} : { linkname: part.prefix === '' ? link : `${part.prefix}/${link}` }),
    };
    if (entry.header.type === 'file') {
      await writer.add(header, entry);
    } else {
      entry.resume();
      await writer.add(header);
    }
  }
}

async function addSingle(writer: ArchiveWriter, part: SinglePart, sources: PartSources): Promise<void> {
  switch (part.from) {
    case 'program':
      return writer.addFile(part.path, { file: sources.stepFile(part.step, part.file), mode: 0o755 });
    case 'input':
      return writer.addFile(part.path, { file: sources.inputFile(part.digest), mode: part.mode });
    case 'text':
      return writer.addText(part.path, part.content, part.mode);
    case 'link':
      return writer.add({ name: part.path, type: 'symlink', linkname: part.target, mode: 0o777 });
    case 'directory':
      return writer.add({ name: part.path, type: 'directory', mode: part.mode });
    default:
      throw new BuildError('UnknownPart', `Unknown archive part ${JSON.stringify(part satisfies never)}.`, {
        retryable: false,
      });
  }
}
