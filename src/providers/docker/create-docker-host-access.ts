import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import type { Feed } from '#capabilities/feed.ts';
import type { HostAccess, HostCommand, HostResult } from '#capabilities/host-access.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { askEngine } from './ask-engine.ts';
import { createFeed } from './create-feed.ts';
import { createLineSplitter } from './create-line-splitter.ts';
import { demultiplex } from './demultiplex.ts';
import type { DockerContext } from './docker-context.ts';
import { readArchivedFile } from './read-archived-file.ts';

interface Execution {
  readonly exec: Dockerode.Exec;
  readonly stream: Duplex;
}

const what = 'Running a command in a machine';
const exitPause = 5;
const exitLooks = 400;

/** Reaches into machines by the engine's exec and archive calls; a machine is named by its container's id. */
export function createDockerHostAccess(context: DockerContext): HostAccess {
  return {
    exec: async (machine, command) => await execute(context, machine, command),
    read: async (machine, path) => await readArchivedFile((await context.engine()).getContainer(machine), path),
    follow: (machine, command) => follow(context, machine, command),
  };
}

/** Standard input is always attached: the engine kills no command, so one that follows something ends when it closes. */
async function begin(context: DockerContext, machine: string, command: readonly string[]): Promise<Execution> {
  const engine = await context.engine();
  return await askEngine(what, async () => {
    const exec = await engine.getContainer(machine).exec({
      Cmd: [...command],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({ hijack: true, stdin: true, Tty: false });
    return { exec, stream };
  });
}

async function execute(context: DockerContext, machine: string, command: HostCommand): Promise<HostResult> {
  const { signal } = command;
  signal?.throwIfAborted();
  const { exec, stream } = await begin(context, machine, command.command);
  const stop = (): void => void stream.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    const { output, errors } = await askEngine(what, async () => {
      const ended = new AbortController();
      const printing = collect(stream).finally(() => ended.abort());
      const [printed] = await Promise.all([printing, give(stream, command.input, ended.signal)]);
      return printed;
    });
    return { exitCode: await exitCode(context, exec), output, errors };
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stream.destroy();
  }
}

/** Writes the input as fast as the command reads it, until it ends: one that ends early says by itself why. */
async function give(stream: Duplex, input: HostCommand['input'], ended: AbortSignal): Promise<void> {
  if (input === undefined || input instanceof Uint8Array) return void stream.end(input ?? new Uint8Array());
  // What is still on its way when the command has ended is lost, and whoever reads its output hears of all else.
  stream.on('error', () => undefined);
  for await (const part of input) {
    if (ended.aborted) return;
    if (!stream.write(part)) await once(stream, 'drain', { signal: ended }).catch(() => undefined);
  }
  stream.end();
}

async function collect(stream: Duplex): Promise<{ readonly output: string; readonly errors: string }> {
  const parts: Record<'output' | 'errors', Uint8Array[]> = { output: [], errors: [] };
  try {
    for await (const { channel, bytes } of demultiplex(stream)) parts[channel].push(bytes);
  } catch (error) {
    // A command that ends without reading its input closes the connection under the writer: no failure of the command.
    if (!isBrokenPipe(error)) throw error;
  }
  return { output: Buffer.concat(parts.output).toString(), errors: Buffer.concat(parts.errors).toString() };
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** The engine closes the output a moment before it has noted the exit code. */
async function exitCode(context: DockerContext, exec: Dockerode.Exec): Promise<number> {
  for (let look = 0; look < exitLooks; look++) {
    const { ExitCode, Running } = await askEngine(what, async () => await exec.inspect());
    if (!Running && ExitCode !== null) return ExitCode;
    await context.timers.sleep(exitPause);
  }
  throw new ProviderError(
    'Unavailable',
    `${what}: its output ended, but the engine never told its exit code; it is tried again.`,
  );
}

function follow(context: DockerContext, machine: string, command: readonly string[]): Feed<string> {
  let stream: Duplex | undefined;
  let closed = false;
  const source = createFeed<string>(() => {
    closed = true;
    stream?.destroy();
  });
  const run = async (): Promise<void> => {
    ({ stream } = await begin(context, machine, command));
    if (closed) return void stream.destroy();
    const splitter = createLineSplitter();
    for await (const { channel, bytes } of demultiplex(stream)) {
      if (channel === 'output') for (const line of splitter.take(bytes)) source.push(line);
    }
    const rest = splitter.rest();
    if (rest !== undefined) source.push(rest);
  };
  // The contract knows no failed feed: one that ends is opened again, and whoever opens it sees the reason by its other calls.
  void run().then(source.end, source.end);
  return source.feed;
}
