import type { MachineImage } from '#api/machine-image/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { readReleases } from '../releases/read-releases.ts';
import { releaseNamed } from '../releases/release-named.ts';

/** The MachineImages of a release; CliError when there is no such release. */
export async function releaseImages(context: CommandContext, release: string): Promise<readonly MachineImage[]> {
  const { images } = releaseNamed(release, await readReleases(await context.connect()));
  if (images.length === 0)
    throw new CliError(`release ${release} has no machine image yet`, { cure: 'try again in a moment' });
  return images;
}
