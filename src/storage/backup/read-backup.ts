import { createHash } from 'node:crypto';
import type { StoredEntry } from '../storage.ts';
import { StorageError } from '../storage-error.ts';
import { backupFormat, type BackupHeader } from './backup-header.ts';
import { fileLines } from './file-lines.ts';

/** A backup that is being read. */
export interface OpenedBackup {
  readonly header: BackupHeader;
  /** To be read to the end: only there is the checksum compared, and only then is any of it to be believed. */
  readonly entries: Iterable<StoredEntry>;
}

/** @throws StorageError `Invalid` when the file is no backup, here or while its entries are read, when it is not whole. */
export function readBackup(path: string): OpenedBackup {
  const lines = linesOf(path);
  const first = lines.next();
  const header = first.done === true ? undefined : parseHeader(first.value);
  if (first.done === true || header === undefined) throw invalid(path, 'is no backup of a store of Slipway');
  if (header.format > backupFormat)
    throw invalid(path, 'was written by a newer Slipway; use that version or a newer one');
  return { header, entries: entriesOf(path, first.value, { header, lines }) };
}

function invalid(path: string, what: string): StorageError {
  return new StorageError('Invalid', `${path} ${what}`);
}

function* linesOf(path: string): Generator<string> {
  try {
    yield* fileLines(path);
  } catch (error) {
    throw invalid(path, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function* entriesOf(
  path: string,
  first: string,
  { header, lines }: { readonly header: BackupHeader; readonly lines: Iterator<string> },
): Generator<StoredEntry> {
  const hash = createHash('sha256').update(`${first}\n`);
  const broken = () => invalid(path, 'is damaged: its checksum does not match; take another backup');
  let count = 0;
  let before: string | undefined;
  for (let next = lines.next(); next.done !== true; next = lines.next()) {
    const value = parse(next.value);
    if (!Array.isArray(value)) {
      const whole = typeof value === 'object' && value !== null ? value : {};
      const sum: { readonly entries?: unknown; readonly sha256?: unknown } = whole;
      if (sum.entries !== count || sum.sha256 !== hash.digest('hex') || lines.next().done !== true) throw broken();
      return;
    }
    const entry = parseEntry(value, header.revision);
    if (entry === undefined || (before !== undefined && entry.key <= before)) throw broken();
    hash.update(`${next.value}\n`);
    before = entry.key;
    count += 1;
    yield entry;
  }
  throw invalid(path, 'is not whole: its end is missing; take another backup');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function parseHeader(line: string): BackupHeader | undefined {
  const value = parse(line);
  if (typeof value !== 'object' || value === null) return undefined;
  const header = value as { readonly [name in keyof BackupHeader]?: unknown };
  const isHeader =
    header.slipway === 'backup' &&
    typeof header.format === 'number' &&
    typeof header.store === 'string' &&
    typeof header.time === 'string' &&
    Number.isSafeInteger(header.revision);
  return isHeader ? (value as BackupHeader) : undefined;
}

function parseEntry(value: readonly unknown[], revision: number): StoredEntry | undefined {
  const [key, created, version, base64] = value;
  const whole =
    typeof key === 'string' && typeof created === 'number' && typeof version === 'number' && typeof base64 === 'string';
  if (!whole || created > version || version > revision || created < 1) return undefined;
  return { key, created, version, value: Buffer.from(base64, 'base64') };
}
