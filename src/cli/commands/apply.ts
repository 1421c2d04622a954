import type { CommandContext } from '../context/command-context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { objectLabel } from '../kinds/object-label.ts';
import { applyManifests } from '../manifest/apply-manifests.ts';
import { inNamespace } from '../manifest/in-namespace.ts';
import { readManifests } from '../manifest/read-manifests.ts';

/** `slipway apply -f …`. */
export async function apply(
  context: CommandContext,
  options: {
    readonly filename: readonly string[];
    readonly dryRun?: boolean | undefined;
    readonly namespace?: string | undefined;
  },
): Promise<ExitCode> {
  const manifests = (await readManifests(options.filename)).map((one) => inNamespace(one, options.namespace));
  const client = await context.connect();
  const applied = await applyManifests(client.objects, manifests, { dryRun: options.dryRun === true });
  for (const { manifest, change, object } of applied) {
    const note = options.dryRun === true ? ' (dry run: nothing was written)' : '';
    context.terminal.print(`${objectLabel(manifest.kind, object.metadata.name)} ${change}${note}`);
  }
  const left = manifests.length - applied.length;
  if (left > 0) context.terminal.say(`${left} objects were not checked: their namespace comes with the same files`);
  return exitCodes.ok;
}
