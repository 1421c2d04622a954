import type { UnusedArtifact } from '#capabilities/artifact-cleaning.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { readiness } from '#explain/readiness.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { stateDirectory } from '#platform/state-directory.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { imageSize } from '../releases/image-size.ts';
import { sizeText } from '../render/size-text.ts';
import { textTable } from '../render/text-table.ts';
import { waitUntil } from '../wait-until.ts';

/** Built, and no cluster boots from it. The manager looks again before it removes anything. */
function isUnused({ status }: MachineImage): boolean {
  return (status?.machine ?? status?.endpoint) !== undefined && (status?.usedBy ?? []).length === 0;
}

/** What an image is made of stays in the cache when it is built, or is being built. */
function keepsArtifacts(image: MachineImage): boolean {
  return image.status?.machine !== undefined || readiness.condition(image, 'Built')?.reason !== 'NotWanted';
}

/** Has the manager remove it; ends when it is gone. It is declared anew at once, so another uid means that too. */
async function remove({ signal }: CommandContext, client: KubeClient, image: MachineImage): Promise<void> {
  const { name, uid } = image.metadata;
  await client.objects.delete(MachineImage, { name }, { propagationPolicy: 'Background', preconditions: { uid } });
  await waitUntil(client, {
    kind: MachineImage,
    key: { namespace: undefined, name },
    signal,
    holds: (object) => {
      if (object === undefined || object.metadata.uid !== uid) return true;
      const users = (object as MachineImage).status?.usedBy ?? [];
      if (users.length > 0) throw new CliError(`${name} is used by ${users.join(', ')} since a moment ago: it stays`);
      return false;
    },
  });
}

function report(context: CommandContext, parts: readonly UnusedArtifact[], dryRun: boolean): void {
  const { terminal } = context;
  if (parts.length === 0) return terminal.print('there is nothing that nobody uses');
  for (const line of textTable(parts.map(({ name, sizeBytes }) => [name, sizeText(sizeBytes)]))) terminal.print(line);
  const size = sizeText(parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  terminal.print(dryRun ? `${size} would be freed (dry run: nothing was removed)` : `${size} freed`);
}

/** `slipway image prune`: removes images that no cluster uses, from providers and cache, and old artifacts. */
export async function pruneImages(
  context: CommandContext,
  { dryRun = false }: { readonly dryRun?: boolean | undefined },
): Promise<ExitCode> {
  const { artifacts, environment, signal, terminal } = context;
  const client = await context.connect();
  const { items } = await client.objects.list(MachineImage);
  const unused = items.filter(isUnused);
  if (!dryRun) {
    for (const image of unused) {
      terminal.say(`removing ${image.metadata.name} from its providers`);
      await remove(context, client, image);
    }
    terminal.say('cleaning the cache, once nothing is built');
  }
  const images = new Set(
    items.filter((one) => !unused.includes(one) && keepsArtifacts(one)).map(({ metadata }) => metadata.name),
  );
  const cleaned = await artifacts.clean({ home: stateDirectory(environment), images, dryRun, signal });
  const atProviders = unused.flatMap((image) =>
    (image.status?.providers ?? []).map((provider) => ({
      name: `${image.metadata.name} at ${provider}`,
      sizeBytes: imageSize(image),
    })),
  );
  report(context, [...atProviders, ...cleaned.map((one) => ({ ...one, name: `${one.name} in the cache` }))], dryRun);
  return exitCodes.ok;
}
