import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { currentBuild } from './current-build.ts';

const startMilliseconds = 120_000;

/** What is called with each line of the manager's log, as it comes. */
export type LogListener = (line: string) => void;

export interface ManagerProcess {
  /** Starts it and resolves when it serves. */
  start(): Promise<void>;
  /** SIGTERM; resolves when it has ended, rejects when it did not end well. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it has ended by itself: how. */
  ended(): Promise<string>;
  /** Stops it where it is, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  readonly running: boolean;
  readonly pid: number;
  readonly logPath: string;
  /** All it said, over all its starts. */
  log(): string;
  /** The result ends the listening. */
  onLine(listener: LogListener): () => void;
}

/** How a process ended, once all it printed is read. */
function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

export interface ManagerOptions {
  /** For the process; none where absent. */
  readonly words?: readonly string[];
  /** What it says once it is started. */
  readonly started?: string;
}

/** The real server process over one state directory. */
export function managerProcess(
  home: string,
  { started: first = 'serving', words = [] }: ManagerOptions = {},
): ManagerProcess {
  const logPath = join(home, 'manager.log');
  const listeners = new Set<LogListener>();
  let child: { readonly process: ChildProcess; readonly exit: Promise<string> } | undefined;

  function log(): string {
    try {
      return readFileSync(logPath, 'utf8');
    } catch {
      return '';
    }
  }

  function heard(line: string): void {
    appendFileSync(logPath, `${line}\n`, { mode: 0o600 });
    for (const listener of listeners) listener(line);
  }

  function onLine(listener: LogListener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async function start(): Promise<void> {
    if (child) throw new Error('the manager runs already');
    const { root, server } = await currentBuild();
    const [program = '', ...parameters] = server;
    const started = spawn(program, [...parameters, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, SLIPWAY_ROOT: root, SLIPWAY_HOME: home, SLIPWAY_LOG: 'debug' },
    });
    const exit = exitOf(started);
    child = { process: started, exit };
    for (const stream of [started.stdout, started.stderr]) createInterface({ input: stream }).on('line', heard);
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) =>
        reject(new Error(`the manager does not serve: ${why}\n${log().split('\n').slice(-20).join('\n')}`));
      const timer = setTimeout(() => fail(`not after ${startMilliseconds / 1000} s`), startMilliseconds);
      const silence = onLine((line) => {
        if (!line.includes(`"message":"${first}"`)) return;
        clearTimeout(timer);
        silence();
        resolve();
      });
      void exit.then((how) => {
        clearTimeout(timer);
        silence();
        fail(how);
      });
    });
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<string> {
    const running = child;
    if (!running) throw new Error('the manager does not run');
    running.process.kill(signal);
    const how = await running.exit;
    child = undefined;
    return how;
  }

  return {
    start,
    async stop() {
      const how = await end('SIGTERM');
      if (how !== 'exit code 0') throw new Error(`the manager did not stop well: ${how}`);
    },
    async kill() {
      await end('SIGKILL');
    },
    async ended() {
      const how = await child?.exit;
      child = undefined;
      return how ?? 'it does not run';
    },
    signal(signal) {
      child?.process.kill(signal);
    },
    get running() {
      return child !== undefined;
    },
    get pid() {
      return child?.process.pid ?? 0;
    },
    logPath,
    log,
    onLine,
  };
}
