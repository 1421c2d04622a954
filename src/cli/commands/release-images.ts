import { MachineImage } from '#api/machine-image/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { nearest } from '#base/nearest.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { exitCodes } from '../exit-codes.ts';

/** The MachineImages of a release; CliError when there is no such release. */
export async function releaseImages(context: CommandContext, release: string): Promise<readonly MachineImage[]> {
  const client = await context.connect();
  const releases = (await client.objects.list(PlatformRelease)).items.map(({ metadata }) => metadata.name);
  if (!releases.includes(release)) {
    const near = nearest(release, releases);
    throw new CliError(`there is no PlatformRelease ${release}`, {
      exitCode: exitCodes.notFound,
      cure: near === undefined ? `known: ${releases.join(', ')}` : `did you mean ${near}?`,
    });
  }
  const images = (await client.objects.list(MachineImage)).items.filter(({ spec }) => spec.release === release);
  if (images.length === 0)
    throw new CliError(`release ${release} has no machine image yet`, { cure: 'try again in a moment' });
  return images;
}
