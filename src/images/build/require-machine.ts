import { basename } from 'node:path';
import type { Architecture } from '../architecture.ts';
import { BuildError } from '../build-error.ts';
import { programMachine } from '../program-machine.ts';

/** Rejects unless the header of each program says that it is for this architecture. */
export async function requireMachine(programs: readonly string[], architecture: Architecture): Promise<void> {
  for (const program of programs) {
    const found = await programMachine(program);
    if (found === architecture) continue;
    throw new BuildError(
      'WrongArchitecture',
      `${basename(program)} is for ${found ?? 'no known architecture'}, not for ${architecture}. See that the compilers on the PATH are what their names say.`,
      { retryable: false },
    );
  }
}
