import { CustomResourceDefinition } from '#api/builtin/custom-resource-definition.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Pod } from '#api/builtin/pod.ts';
import { Cluster } from '#api/cluster/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import type { Kind } from '#api/meta/kind.ts';
import { Plan } from '#api/plan/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import { installationNames } from '#domain/installation/installation-names.ts';
import { installationParts } from '#domain/installation/installation-parts.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { awaitGone } from '../install/await-gone.ts';
import { connectTarget } from '../install/connect-target.ts';
import { doomed } from '../install/doomed.ts';
import { removeParts } from '../install/remove-parts.ts';
import type { TargetOptions } from '../install/target-options.ts';
import { readDuration } from '../read-duration.ts';

export interface UninstallOptions extends TargetOptions {
  readonly crds?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly timeout: string;
}

interface Removal {
  readonly context: CommandContext;
  readonly client: KubeClient;
  /** Monotonic milliseconds. */
  readonly until: number;
}

const [selector = ''] = Object.entries(installationNames.selector).map(([name, value]) => `${name}=${value}`);

/** What is removed does not depend on any setting. */
const settings = { image: '', replicas: 1, hostPaths: [], groups: [] };

async function requireNoClusters(client: KubeClient): Promise<void> {
  const clusters = await doomed.list(client, Cluster);
  if (clusters.length === 0) return;
  const names = clusters.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', ');
  throw new CliError(`Clusters are declared there: ${names}`, {
    cure: 'delete them first and wait until they are gone: without a manager nobody removes their machines',
  });
}

async function confirm({ terminal }: CommandContext, { crds, yes }: UninstallOptions): Promise<void> {
  if (yes === true) return;
  const what = crds === true ? 'the manager and everything that is declared' : 'the manager';
  const answer = await terminal.ask(`This removes ${what} from the cluster. Type uninstall to go on: `);
  if (answer === undefined) {
    throw new CliError("uninstalling needs a person's word", {
      exitCode: exitCodes.usage,
      cure: 'add --yes when nobody is there to answer',
    });
  }
  if (answer.trim() !== 'uninstall') throw new CliError('nothing was removed');
}

/** While a manager still runs: images at providers go with the objects that stand for them. */
async function removeDeclared({ context, client, until }: Removal): Promise<void> {
  const kinds: readonly Kind[] = [Plan, PlatformRelease, MachineImage, Provider];
  for (const kind of kinds) {
    for (const object of await doomed.list(client, kind)) await doomed.remove(client, kind, object);
    await awaitGone(context, { kind, left: () => doomed.list(client, kind), until });
    context.terminal.print(`${kind.plural} removed`);
  }
}

async function removeManager({ context, client, until }: Removal): Promise<void> {
  // The Deployment first: what its Pods need to end in good order goes after them.
  const [deployment, ...others] = installationParts.manager(settings).toReversed();
  if (deployment) await removeParts(context, client, [deployment]);
  const left = async () =>
    (await client.objects.list(Pod, { namespace: systemNamespace, labelSelector: selector })).items;
  await awaitGone(context, { kind: Pod, left, until });
  await removeParts(context, client, others);
}

async function removeStore({ context, client, until }: Removal): Promise<void> {
  await requireNoClusters(client);
  const parts = installationParts.lasting(settings);
  const namespace = parts.filter(({ kind }) => kind === Namespace);
  await removeParts(context, client, namespace);
  const rest = async () => [(await doomed.find(client, Namespace, { name: systemNamespace })) ?? []].flat();
  await awaitGone(context, { kind: Namespace, left: rest, until });
  for (const { kind, object } of parts.filter((part) => part.kind === CustomResourceDefinition)) {
    const { name } = object.metadata;
    const found = await doomed.find(client, kind, { name });
    if (found === undefined) continue;
    await doomed.remove(client, kind, found);
    await awaitGone(context, {
      kind,
      left: async () => [(await doomed.find(client, kind, { name })) ?? []].flat(),
      until,
    });
    context.terminal.print(`customresourcedefinition.apiextensions.k8s.io/${name} removed`);
  }
}

/** `slipway uninstall (--kubeconfig FILE | --cluster NAME) [--crds]`. */
export async function uninstall(context: CommandContext, options: UninstallOptions): Promise<ExitCode> {
  const milliseconds = readDuration(options.timeout);
  const client = await connectTarget(context, options);
  const { terminal, timers } = context;
  const removal: Removal = { context, client, until: timers.monotonic() + milliseconds };
  try {
    await requireNoClusters(client);
    await confirm(context, options);
    if (options.crds === true) await removeDeclared(removal);
    await removeManager(removal);
    if (options.crds === true) await removeStore(removal);
    else terminal.print(`the CRDs and the namespace ${systemNamespace} stay, with what is declared`);
  } finally {
    await client.close();
  }
  return exitCodes.ok;
}
