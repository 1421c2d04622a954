import { CliError } from '../cli-error.ts';
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
    readonly filename?: readonly string[] | undefined;
    readonly plan?: string | undefined;
    readonly allowRepairs?: boolean | undefined;
    readonly dryRun?: boolean | undefined;
    readonly namespace?: string | undefined;
  },
): Promise<ExitCode> {
  const { filename = [], plan } = options;
  if (plan !== undefined && filename.length === 0) {
    return await (await import('../plan/apply-plan.ts')).applyPlan(context, { ...options, plan });
  }
  if (filename.length === 0 || plan !== undefined) {
    throw new CliError(plan === undefined ? 'there is nothing to apply' : 'a plan says itself what is applied', {
      exitCode: exitCodes.usage,
      cure: 'name either files with -f or a plan with --plan',
    });
  }
  const read = await readManifests(filename, options.namespace);
  if (read.problems.length > 0) await refuseManifests(context, read);
  const client = await context.connect();
  const applied = await applyManifests(client.objects, read.manifests, { dryRun: options.dryRun === true });
  for (const { manifest, change, object } of applied) {
    const note = options.dryRun === true ? ' (dry run: nothing was written)' : '';
    context.terminal.print(`${objectLabel(manifest.kind, object.metadata.name)} ${change}${note}`);
  }
  return exitCodes.ok;
}
