import type { Kind } from '#api/meta/kind.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { objectLabel } from '../kinds/object-label.ts';
import { splitTarget } from '../kinds/split-target.ts';
import { problemError } from '../manifest/problem.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import { waitUntil } from '../wait-until.ts';

export interface DeleteOptions {
  readonly namespace?: string | undefined;
  readonly filename?: readonly string[] | undefined;
  readonly yes?: boolean | undefined;
  readonly wait?: boolean | undefined;
}

interface Doomed {
  readonly kind: Kind;
  readonly key: { readonly namespace: string | undefined; readonly name: string };
}

async function chosen(
  target: { readonly kind: string | undefined; readonly name: string | undefined },
  options: DeleteOptions,
): Promise<readonly Doomed[]> {
  const { filename = [], namespace } = options;
  if (filename.length > 0) {
    if (target.kind !== undefined)
      throw new CliError('name an object or a file, not both', { exitCode: exitCodes.usage });
    const { manifests, problems } = await readManifests(filename, namespace);
    if (problems.length > 0) throw problemError(problems);
    return manifests.map(({ kind, object: { metadata } }) => ({
      kind,
      key: { namespace: metadata.namespace, name: metadata.name },
    }));
  }
  const { kind, name } = splitTarget(target.kind ?? '', target.name);
  return [{ kind, key: { namespace: kind.scope === 'Cluster' ? undefined : (namespace ?? 'default'), name } }];
}

/** Whoever types the name has read it. */
async function confirm(context: CommandContext, { kind, key }: Doomed): Promise<void> {
  const place = key.namespace === undefined ? '' : ` in namespace ${key.namespace}`;
  const answer = await context.terminal.ask(
    `This deletes ${kind.singular} ${key.name}${place} and everything that belongs to it. Type its name to go on: `,
  );
  if (answer === undefined) {
    throw new CliError(`deleting ${kind.singular} ${key.name} needs a person's word`, {
      exitCode: exitCodes.usage,
      cure: 'add --yes when nobody is there to answer',
    });
  }
  if (answer.trim() !== key.name) throw new CliError('that is not its name; nothing was deleted');
}

async function remove(context: CommandContext, client: KubeClient, doomed: Doomed): Promise<void> {
  const { kind, key } = doomed;
  const label = objectLabel(kind, key.name);
  const before = await client.objects.delete(kind, key, { propagationPolicy: 'Background' });
  context.terminal.print(`${label} ${before.metadata.finalizers?.length ? 'is being deleted' : 'deleted'}`);
}

async function awaitEnd(context: CommandContext, client: KubeClient, { kind, key }: Doomed): Promise<void> {
  await waitUntil(client, { kind, key, signal: context.signal, holds: (object) => object === undefined });
  context.signal.throwIfAborted();
  context.terminal.say(`${objectLabel(kind, key.name)} is gone`);
}

/** `slipway delete KIND NAME | -f FILE`. From a file, what is not there is passed over. */
export async function deleteObjects(
  context: CommandContext,
  target: { readonly kind: string | undefined; readonly name: string | undefined },
  options: DeleteOptions,
): Promise<ExitCode> {
  const doomed = await chosen(target, options);
  const client = await context.connect();
  const fromFile = target.kind === undefined;
  const existing: Doomed[] = [];
  for (const one of doomed) {
    try {
      await client.objects.get(one.kind, one.key);
      existing.push(one);
    } catch (error) {
      if (!fromFile || !(error instanceof ApiError) || error.reason !== 'NotFound') throw error;
      context.terminal.say(`${objectLabel(one.kind, one.key.name)} does not exist`);
    }
  }
  if (options.yes !== true) for (const one of existing) await confirm(context, one);
  for (const one of existing) await remove(context, client, one);
  if (options.wait === true) for (const one of existing) await awaitEnd(context, client, one);
  return exitCodes.ok;
}
