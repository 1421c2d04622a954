import { spawn } from 'node:child_process';

export interface CommandOptions {
  /** Text for its standard input. */
  readonly input?: string;
  /** Added to this process's environment. */
  readonly environment?: { readonly [name: string]: string };
  /** Milliseconds until it is killed and the call rejects; two minutes where absent. */
  readonly within?: number;
}

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program and gives what it printed, whatever its exit code. Rejects when it cannot start or takes too long. */
export function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program = '', ...parameters] = command;
  const within = options.within ?? 120_000;
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
      signal: AbortSignal.timeout(within),
      killSignal: 'SIGKILL',
    });
    const printed = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
    child.on('error', (error) => {
      const late = error.name === 'AbortError' ? `it did not end within ${within / 1000} s` : error.message;
      reject(new Error(`${command.join(' ')}: ${late}\n${printed.stdout}${printed.stderr}`));
    });
    child.on('close', (code) => resolve({ exitCode: code ?? -1, ...printed }));
    // A program that ends without reading its input closes the pipe: its exit code tells enough.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
