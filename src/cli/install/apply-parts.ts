import type { InstalledPart } from '#domain/installation/installed-part.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import type { CommandContext } from '../context/command-context.ts';
import { installFieldManager } from './install-field-manager.ts';
import { partLabel } from './part-label.ts';

/**
 * States every part whole, in order. What an earlier version stated and this one does not is taken away from the objects;
 * fields that somebody else has set meanwhile are taken back, as they are this command's to say.
 */
export async function applyParts(
  { signal, terminal }: CommandContext,
  client: KubeClient,
  parts: readonly InstalledPart[],
): Promise<void> {
  for (const part of parts) {
    const { kind, object } = part;
    await client.objects.apply(kind, object, { fieldManager: installFieldManager, force: true, signal });
    terminal.print(`${partLabel(part)} applied`);
  }
}
