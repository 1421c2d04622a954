import { spawn } from 'node:child_process';
import type { CommandResult } from '../host-system.ts';

const charactersKept = 256 * 1024;
const couldNotStart = 127;

/** Runs a program without a shell and gathers what it prints; of very long output the end is kept. */
export function executeProgram(command: readonly string[], input?: string): Promise<CommandResult> {
  const [program, ...programArguments] = command;
  if (program === undefined) throw new Error('a command needs a program');
  return new Promise((resolve) => {
    let output = '';
    const keep = (text: string): void => {
      output = (output + text).slice(-charactersKept);
    };
    const finish = (exitCode: number): void => {
      const trimmed = output.trimEnd();
      resolve({ exitCode, lines: trimmed === '' ? [] : trimmed.split('\n') });
    };
    const child = spawn(program, programArguments, { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.on('error', (error) => {
      keep(`${program} cannot be started: ${error.message}`);
      finish(couldNotStart);
    });
    child.on('close', (code, signal) => {
      if (signal !== null) keep(`\n${program} was ended by ${signal}`);
      if (code !== null || signal !== null) finish(code ?? 128);
    });
  });
}
