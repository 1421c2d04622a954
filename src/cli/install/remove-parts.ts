import { installationNames } from '#domain/installation/installation-names.ts';
import type { InstalledPart } from '#domain/installation/installed-part.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import type { CommandContext } from '../context/command-context.ts';
import { doomed } from './doomed.ts';
import { partLabel } from './part-label.ts';

const partOf = 'app.kubernetes.io/part-of';

/** Removes parts in the given order. What bears one of our names and not our label is somebody else's and stays. */
export async function removeParts(
  { terminal }: CommandContext,
  client: KubeClient,
  parts: readonly InstalledPart[],
): Promise<void> {
  for (const part of parts) {
    const { name, namespace } = part.object.metadata;
    const found = await doomed.find(client, part.kind, { name, namespace });
    if (found === undefined) continue;
    if (found.metadata.labels?.[partOf] !== installationNames.labels[partOf]) {
      terminal.say(`${partLabel(part)} is not of this installation: it stays`);
      continue;
    }
    await doomed.remove(client, part.kind, found);
    terminal.print(`${partLabel(part)} removed`);
  }
}
