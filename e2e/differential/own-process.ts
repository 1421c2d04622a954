import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';

/** A program of ours that runs until it is stopped; what it prints is kept in a file. */
export class OwnProcess {
  readonly #child: ChildProcess;
  readonly #log: string;

  constructor(child: ChildProcess, log: string) {
    this.#child = child;
    this.#log = log;
  }

  static async start(command: readonly string[], log: string): Promise<OwnProcess> {
    const [program = '', ...parameters] = command;
    const file = await open(log, 'w', 0o600);
    try {
      const child = spawn(program, parameters, { stdio: ['ignore', file.fd, file.fd] });
      await once(child, 'spawn');
      return new OwnProcess(child, log);
    } finally {
      await file.close();
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The last lines it printed. */
  async lastWords(): Promise<string> {
    return (await readFile(this.#log, 'utf8')).split('\n').slice(-20).join('\n');
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
