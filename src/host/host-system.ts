import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { HostFile } from '#domain/host/host-file.ts';

export interface CommandResult {
  readonly exitCode: number;
  /** What it printed, both streams in the order of arrival, without trailing newline. */
  readonly lines: readonly string[];
}

export interface HostFiles {
  /** Undefined when there is no such file. */
  read(path: string): Promise<string | undefined>;
  exists(path: string): Promise<boolean>;
  /** Replaces the file at once (temporary file, fsync, rename, fsync of the directory); makes missing directories with mode 0700. */
  write(file: HostFile): Promise<void>;
  /** Names in a directory, sorted; empty when there is none. */
  list(directory: string): Promise<readonly string[]>;
  makeDirectory(path: string, mode: string): Promise<void>;
  /** Overwrites a file's bytes, then removes it durably. A missing file is no error. */
  wipe(path: string): Promise<void>;
  /** Makes everything at or below these paths durable: what other programs wrote without caring for power cuts. */
  sync(paths: readonly string[]): Promise<void>;
}

/** Wall-clock time for entries and comparisons, and a pause that no change of the clock moves. */
export interface HostClock {
  now(): number;
  /** Milliseconds since an arbitrary moment. */
  elapsed(): number;
  pause(milliseconds: number): Promise<void>;
}

export interface ApiCall {
  readonly url: string;
  /** PEM the server's certificate must be signed by. Absent trusts any: only for a loopback address. */
  readonly authority?: string;
  readonly identity?: { readonly certificate: string; readonly key: string };
  readonly token?: string;
  /** JSON of an object to create; without it the call reads. */
  readonly body?: string;
  readonly timeoutMilliseconds: number;
}

export type ApiAnswer =
  | { readonly reached: true; readonly status: number; readonly date?: string; readonly body: string }
  /** `why` is one sentence that stays the same from try to try as long as the cause does. */
  | { readonly reached: false; readonly why: string };

export interface HostApi {
  call(call: ApiCall): Promise<ApiAnswer>;
  /** Lines of an answer as they arrive; ends with it, or when the connection breaks. */
  lines(call: ApiCall): AsyncIterable<string>;
}

/** What a writer says; the journal adds number and time. */
export type JournalDraft = Omit<JournalEntry, 'sequence' | 'time'>;

export interface Journal {
  /** All entries so far, oldest first. */
  entries(): readonly JournalEntry[];
  /** Resolves when the entry is durable. Entries get their number in the order of the calls. */
  append(draft: JournalDraft): Promise<void>;
}

/** Everything a phase may touch of the machine it runs on. */
export interface HostSystem {
  readonly files: HostFiles;
  readonly clock: HostClock;
  readonly api: HostApi;
  readonly journal: Journal;
  /** Why this certificate and key are no identity now (not readable, not a pair, over), or undefined when they are one. */
  identityProblem(certificate: string, key: string): string | undefined;
  /** Runs a program found by the machine's path; `input` goes to its standard input. A program that cannot start ends with 127. */
  execute(command: readonly string[], input?: string): Promise<CommandResult>;
}
