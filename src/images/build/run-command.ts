import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInterface } from 'node:readline';
import { BuildError } from '../build-error.ts';

export interface CommandOptions {
  readonly directory?: string;
  /** Added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: Readable;
  readonly signal: AbortSignal;
  /** Every line it prints on either stream, standard output's only when `capture` is not set. */
  onLine?(line: string): void;
  /** Returns standard output instead of giving its lines to `onLine`. */
  readonly capture?: boolean;
}

const keptLines = 15;

/** Runs a program to its end; rejects with its last lines when it fails. Never through a shell. */
export async function runCommand(command: readonly [string, ...string[]], options: CommandOptions): Promise<string> {
  options.signal.throwIfAborted();
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: options.directory,
    env: { ...process.env, ...options.environment },
    stdio: [options.input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    signal: options.signal,
    killSignal: 'SIGKILL',
  });
  const last: string[] = [];
  const onLine = (line: string) => {
    last.push(line);
    last.splice(0, last.length - keptLines);
    options.onLine?.(line);
  };
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const output = options.capture ? readAll(child.stdout) : readLines(child.stdout, onLine);
  const reading = Promise.all([
    output,
    readLines(child.stderr, onLine),
    options.input && child.stdin ? feed(options.input, child.stdin) : undefined,
  ]);
  const exit = await ended.catch((error: unknown) => {
    options.signal.throwIfAborted();
    throw new BuildError(
      'CommandFailed',
      `"${program}" could not be started: ${String(error)}. Install it and try again.`,
      { retryable: false, cause: error },
    );
  });
  if (exit !== 0) {
    await reading.catch(() => undefined);
    throw new BuildError(
      'CommandFailed',
      `"${command.slice(0, 4).join(' ')}" ended with ${exit}: ${last.join(' | ')}`,
      { retryable: true },
    );
  }
  const [text] = await reading;
  return text;
}

async function readLines(stream: Readable | null, onLine: (line: string) => void): Promise<string> {
  if (stream) {
    for await (const line of createInterface({ input: stream })) {
      onLine(line);
    }
  }
  return '';
}

async function readAll(stream: Readable | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function feed(input: Readable, target: NodeJS.WritableStream): Promise<void> {
  try {
    await pipeline(input, target);
  } catch (error) {
    // A program that ends early closes its input; its exit code says what is wrong.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) {
      throw error;
    }
  }
}
