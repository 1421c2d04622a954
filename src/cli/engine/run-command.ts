import { spawn } from 'node:child_process';

/** How a program ended, with what it wrote. */
export interface Ran {
  /** Undefined when it could not be started or was ended by a signal. */
  readonly code: number | undefined;
  readonly output: string;
}

/** Runs a program to its end; standard output and error are collected together. */
export function runCommand(
  command: readonly string[],
  options: { readonly environment?: { readonly [name: string]: string | undefined } } = {},
): Promise<Ran> {
  const [program = '', ...words] = command;
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: options.environment ?? process.env });
    let output = '';
    const collect = (text: string) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('error', (error) => resolve({ code: undefined, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? undefined, output }));
  });
}
