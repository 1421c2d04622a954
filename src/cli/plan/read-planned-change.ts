import type { PlannedChange } from '#domain/plan/planned-change.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { splitTarget } from '../kinds/split-target.ts';
import { checkManifests } from '../manifest/check-manifests.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import { refuseManifests } from '../manifest/refuse-manifests.ts';

export interface ChangeOptions {
  readonly filename?: readonly string[] | undefined;
  readonly delete?: readonly string[] | undefined;
  readonly namespace?: string | undefined;
}

/** The change a command line asks about: files as `apply` would take them, checked first, and objects to delete. */
export async function readPlannedChange(context: CommandContext, options: ChangeOptions): Promise<PlannedChange> {
  const { filename = [], namespace } = options;
  const deletions = (options.delete ?? []).map((target) => {
    const { kind, name } = splitTarget(target, undefined);
    return kind.scope === 'Cluster'
      ? { kind: kind.kind, name }
      : { kind: kind.kind, name, namespace: namespace ?? 'default' };
  });
  if (filename.length === 0 && deletions.length === 0) {
    throw new CliError('there is nothing to plan', {
      exitCode: exitCodes.usage,
      cure: 'name a file with -f, or an object with --delete KIND/NAME',
    });
  }
  if (filename.length === 0) return { manifests: [], deletions };
  const read = await readManifests(filename, namespace);
  if (read.problems.length > 0) await refuseManifests(context, read);
  const client = await context.connect();
  await checkManifests(client.objects, read.manifests);
  return { manifests: read.manifests.map(({ object }) => ({ ...object })), deletions };
}
