import { nearest } from '#base/nearest.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ReleaseFacts } from './read-releases.ts';

/** The one of this name; otherwise an error that names the nearest one, or all. */
export function releaseNamed(name: string, all: readonly ReleaseFacts[]): ReleaseFacts {
  const found = all.find(({ release }) => release.metadata.name === name);
  if (found) return found;
  const known = all.map(({ release }) => release.metadata.name);
  const near = nearest(name, known);
  throw new CliError(`there is no PlatformRelease ${name}`, {
    exitCode: exitCodes.notFound,
    cure: near === undefined ? `known: ${known.join(', ')}` : `did you mean ${near}?`,
  });
}
