import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { issueCredential } from '../credential/issue-credential.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { buildKubeconfig, type Kubeconfig } from '../kubeconfig/build-kubeconfig.ts';
import { clusterAccess } from '../kubeconfig/cluster-access.ts';
import { mergeKubeconfig } from '../kubeconfig/merge-kubeconfig.ts';
import { readDuration } from '../read-duration.ts';

export interface KubeconfigOptions {
  readonly namespace?: string | undefined;
  readonly manager?: boolean | undefined;
  readonly merge?: boolean | undefined;
  readonly static?: boolean | undefined;
  readonly ttl: string;
}

async function ofManager({ cluster, paths }: CommandContext): Promise<Kubeconfig> {
  if (cluster !== undefined)
    throw new CliError(`the kubeconfig of context ${cluster} is your own`, { exitCode: exitCodes.usage });
  const text = await readFileIfPresent(paths.kubeconfig);
  if (text === undefined) {
    throw new CliError('the manager has never run here', {
      exitCode: exitCodes.noManager,
      cure: 'start it with: slipway server start',
    });
  }
  return JSON.parse(text) as Kubeconfig;
}

async function ofCluster(
  context: CommandContext,
  client: KubeClient,
  wanted: { readonly cluster: string; readonly options: KubeconfigOptions },
): Promise<Kubeconfig> {
  const { cluster, options } = wanted;
  const { environment, installation } = context;
  const namespace = options.namespace ?? 'default';
  const access = await clusterAccess(client, { namespace, name: cluster });
  if (options.static === true) {
    const seconds = Math.floor(readDuration(options.ttl) / 1000);
    return buildKubeconfig(access, await issueCredential(context, client, { namespace, cluster, seconds }));
  }
  const home = environment['SLIPWAY_HOME'];
  const files = environment['KUBECONFIG'];
  const from = context.cluster === undefined ? [] : ['--context', context.cluster];
  return buildKubeconfig(access, {
    command: join(installation.root, 'bin', 'slipway'),
    args: [...from, 'credential', cluster, '-n', namespace, '--uid', access.uid],
    environment: {
      ...(home === undefined ? {} : { SLIPWAY_HOME: context.paths.state }),
      ...(files === undefined || context.cluster === undefined ? {} : { KUBECONFIG: files }),
    },
  });
}

/** Where kubectl would write: the first file that KUBECONFIG names, else the one in the home directory; through links. */
async function usersFile(environment: CommandContext['environment']): Promise<string> {
  const named = environment['KUBECONFIG']?.split(delimiter).find((path) => path !== '');
  const path = named ?? join(environment['HOME'] || homedir(), '.kube', 'config');
  return realpath(path).catch(() => path);
}

/** `slipway kubeconfig CLUSTER | --manager`. */
export async function kubeconfig(
  context: CommandContext,
  cluster: string | undefined,
  options: KubeconfigOptions,
): Promise<ExitCode> {
  if ((cluster === undefined) === (options.manager !== true)) {
    throw new CliError('name a cluster, or --manager', { exitCode: exitCodes.usage });
  }
  const config =
    cluster === undefined
      ? await ofManager(context)
      : await ofCluster(context, await context.connect(), { cluster, options });
  if (options.merge !== true) {
    const { stringify } = await import('yaml');
    context.terminal.print(stringify(config, { lineWidth: 0 }).trimEnd());
    return exitCodes.ok;
  }
  const path = await usersFile(context.environment);
  const before = await readFileIfPresent(path);
  if (before === undefined) await ensureDirectory(dirname(path));
  await writeFileAtomically(path, mergeKubeconfig(before ?? '', config));
  context.terminal.print(`${path}: the current context is ${config['current-context']}`);
  return exitCodes.ok;
}
