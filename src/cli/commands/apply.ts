import type { CommandContext } from '../context/command-context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { objectLabel } from '../kinds/object-label.ts';
import { applyManifests } from '../manifest/apply-manifests.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import { refuseManifests } from '../manifest/refuse-manifests.ts';

/** `slipway apply -f …`. */
export async function apply(
  context: CommandContext,
  options: {
    readonly filename: readonly string[];
    readonly dryRun?: boolean | undefined;
    readonly namespace?: string | undefined;
  },
): Promise<ExitCode> {
  const read = await readManifests(options.filename, options.namespace);
  if (read.problems.length > 0) await refuseManifests(context, read);
  const client = await context.connect();
  const applied = await applyManifests(client.objects, read.manifests, { dryRun: options.dryRun === true });
  for (const { manifest, change, object } of applied) {
    const note = options.dryRun === true ? ' (dry run: nothing was written)' : '';
    context.terminal.print(`${objectLabel(manifest.kind, object.metadata.name)} ${change}${note}`);
  }
  return exitCodes.ok;
}
