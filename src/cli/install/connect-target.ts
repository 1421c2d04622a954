import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isRecord } from '#base/is-record.ts';
import { ConnectionLost } from '#kube/connection-lost.ts';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { readKubeconfig } from '#kube/read-kubeconfig.ts';
import type { ServerConnection } from '#kube/server-connection.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { issueCredential } from '../credential/issue-credential.ts';
import { exitCodes } from '../exit-codes.ts';
import { clusterAccess } from '../kubeconfig/cluster-access.ts';
import { contextConnection } from '../server/context-connection.ts';
import { ownStoreOnly } from '../server/own-store-only.ts';
import { runCredentialPlugin } from '../server/run-credential-plugin.ts';
import type { TargetOptions } from './target-options.ts';

/** How long a certificate of ours opens a cluster of this machine's manager. */
const credentialSeconds = 3600;

/** A client of the cluster that is to be, or is, a management cluster. Close it. CliError where it is none. */
export async function connectTarget(context: CommandContext, options: TargetOptions): Promise<KubeClient> {
  const client = createKubeClient(await connection(context, options));
  try {
    await requireKubernetes(client, context.signal);
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}

async function connection(context: CommandContext, options: TargetOptions): Promise<ServerConnection> {
  const { cluster, kubeconfig, namespace = 'default' } = options;
  const chosen = kubeconfig === undefined && cluster === undefined ? context.cluster : undefined;
  if ([cluster, kubeconfig, chosen].filter((one) => one !== undefined).length !== 1) {
    throw new CliError('name the cluster', {
      exitCode: exitCodes.usage,
      cure: "give --kubeconfig FILE, --context NAME, or --cluster NAME for one that this machine's manager made",
    });
  }
  if (kubeconfig !== undefined) return await fromFile(context, kubeconfig, options.kubeContext);
  if (chosen !== undefined) return await contextConnection(context.environment, chosen);
  ownStoreOnly(context, 'install|uninstall --cluster');
  const manager = await context.connect();
  const { server, authority } = await clusterAccess(manager, { namespace, name: cluster ?? '' });
  const wanted = { namespace, cluster: cluster ?? '', seconds: credentialSeconds };
  return { server, authority, ...(await issueCredential(context, manager, wanted)) };
}

async function fromFile(
  { environment }: CommandContext,
  path: string,
  context: string | undefined,
): Promise<ServerConnection> {
  const file = resolve(path);
  const text = await readFile(file, 'utf8');
  try {
    return await readKubeconfig({
      text,
      ...(context === undefined ? {} : { context }),
      // As kubectl reads them.
      readFile: (named) => readFile(resolve(dirname(file), named), 'utf8'),
      runPlugin: (plugin) => runCredentialPlugin(plugin, environment),
    });
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The manager's own API serves Slipway's kinds too, and can run no Pod. */
async function requireKubernetes(client: KubeClient, signal: AbortSignal): Promise<void> {
  const answer = await client.read('/apis', { signal }).catch((error: unknown) => {
    if (!(error instanceof ConnectionLost)) throw error;
    throw new CliError(error.message, { exitCode: exitCodes.noManager, cure: 'look whether the cluster runs' });
  });
  const groups = isRecord(answer) && Array.isArray(answer['groups']) ? answer['groups'] : [];
  const served = new Set(groups.map((group) => (isRecord(group) ? group['name'] : undefined)));
  const missing = ['apps', 'policy', 'rbac.authorization.k8s.io', 'apiextensions.k8s.io'].filter(
    (group) => !served.has(group),
  );
  if (missing.length === 0) return;
  throw new CliError(`this is no Kubernetes cluster: it does not serve ${missing.join(', ')}`, {
    cure: "the API of a manager itself is not a place to install one; name a cluster's kubeconfig",
  });
}
