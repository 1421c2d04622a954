import type { Feed } from './feed.ts';

export interface HostCommand {
  /** Program and arguments; never a shell line, never a secret. */
  readonly command: readonly string[];
  /** Given on standard input, whole or as it comes: the only way for data that is secret or large. */
  readonly input?: Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

export interface HostResult {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Reaching into a machine through its provider (an engine's exec, SSH, a guest agent). `machine` is the provider id. */
export interface HostAccess {
  exec(machine: string, command: HostCommand): Promise<HostResult>;
  read(machine: string, path: string): Promise<Uint8Array>;
  /** Lines a command prints, as they come; the feed ends when the command or the machine does. */
  follow(machine: string, command: readonly string[]): Feed<string>;
}
