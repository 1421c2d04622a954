import { join } from 'node:path';
import { ownArchitecture } from '../architecture.ts';
import { BuildError } from '../build-error.ts';
import { onPath } from '../build/on-path.ts';
import { runCommand } from '../build/run-command.ts';
import { compareGoVersions } from './compare-go-versions.ts';
import type { GoCompiler } from './go-compiler.ts';
import { goPlace } from './go-place.ts';
import { pinnedGo } from './pinned-go.ts';

/** Go would otherwise fetch another version of itself where a module asks for one. */
const local = { GOTOOLCHAIN: 'local' };

/** The compiler on the PATH where it is new enough for the modules, else the pinned one, which need not be there yet. */
export async function chooseGo(cache: string, signal: AbortSignal): Promise<GoCompiler> {
  const found = (await onPath('go')) ? await versionOf('go', signal) : undefined;
  if (found !== undefined && compareGoVersions(found, pinnedGo.oldest) >= 0) {
    return { version: found, program: 'go', environment: local, origin: 'path' };
  }
  const architecture = ownArchitecture();
  if (architecture === undefined) {
    throw new BuildError(
      'ToolsMissing',
      `There is no Go compiler to be fetched for ${process.arch}: install ${pinnedGo.oldest} or newer and put it on the PATH.`,
      { retryable: false },
    );
  }
  const { directory } = goPlace(cache, architecture);
  return {
    version: pinnedGo.version,
    program: join(directory, 'bin', 'go'),
    environment: { ...local, GOROOT: directory },
    origin: 'module',
  };
}

/** Undefined where it does not even say its version. */
async function versionOf(program: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await runCommand([program, 'env', 'GOVERSION'], { signal, capture: true, environment: local })).trim();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BuildError) return undefined;
    throw error;
  }
}
