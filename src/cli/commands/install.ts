import { stringify } from 'yaml';
import { installationParts } from '#domain/installation/installation-parts.ts';
import type { InstallationSettings } from '#domain/installation/installation-settings.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { applyParts } from '../install/apply-parts.ts';
import { awaitAvailable } from '../install/await-available.ts';
import { connectTarget } from '../install/connect-target.ts';
import { makeImage } from '../install/make-image.ts';
import { preloadImage } from '../install/preload-image.ts';
import { readSettings, type SettingOptions } from '../install/read-settings.ts';
import type { TargetOptions } from '../install/target-options.ts';
import { readDuration } from '../read-duration.ts';

export interface InstallOptions extends TargetOptions, SettingOptions {
  readonly image?: string | undefined;
  readonly timeout: string;
  readonly dryRun?: boolean | undefined;
  readonly output?: 'json' | 'yaml' | undefined;
}

function tagOf(reference: string): string {
  return reference.slice(reference.lastIndexOf(':') + 1);
}

/** The image that was named, or this build's own, which nobody can pull: it goes to the nodes of a cluster that we made. */
async function chooseImage(context: CommandContext, { image, cluster }: InstallOptions) {
  if (image !== undefined) return { image };
  if (cluster === undefined) {
    throw new CliError('name the image that the nodes are to pull', {
      exitCode: exitCodes.usage,
      cure: 'make it with: slipway image manager --to manager.tar; bring it into a registry; then give --image REF',
    });
  }
  const made = await makeImage(context);
  return { image: made.reference, onNodesWith: tagOf(made.reference), made };
}

function print({ terminal }: CommandContext, settings: InstallationSettings, form: 'json' | 'yaml'): void {
  const objects = [...installationParts.lasting(settings), ...installationParts.manager(settings)].map(
    ({ object }) => object,
  );
  if (form === 'json') {
    terminal.print(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, undefined, 2));
    return;
  }
  for (const object of objects) {
    terminal.print('---');
    terminal.print(stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd());
  }
}

/** `slipway install (--kubeconfig FILE --image REF | --cluster NAME)`: makes a cluster a management cluster, or brings it to this version. */
export async function install(context: CommandContext, options: InstallOptions): Promise<ExitCode> {
  const milliseconds = readDuration(options.timeout);
  const given = readSettings(options);
  const { made, ...image } = await chooseImage(context, options).then((chosen) => ({ made: undefined, ...chosen }));
  const settings: InstallationSettings = { ...given, ...image };
  if (options.dryRun === true) {
    print(context, settings, options.output ?? 'yaml');
    return exitCodes.ok;
  }
  const client = await connectTarget(context, options);
  try {
    await applyParts(context, client, installationParts.lasting(settings));
    if (made !== undefined) await preloadImage(context, { client, image: made, tag: tagOf(made.reference), options });
    await applyParts(context, client, installationParts.manager(settings));
    await awaitAvailable(context, client, { milliseconds, timeout: options.timeout });
  } finally {
    await client.close();
  }
  context.terminal.print(`the manager runs: ${settings.replicas} replicas of ${settings.image}`);
  return exitCodes.ok;
}
