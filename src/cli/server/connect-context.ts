import { readFile } from 'node:fs/promises';
import { group } from '#api/group.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { readKubeconfig } from '#kube/read-kubeconfig.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { runCredentialPlugin } from './run-credential-plugin.ts';
import { userKubeconfig } from './user-kubeconfig.ts';

/** A client of the management cluster that a context of the user's kubeconfig names. CliError where there is none. */
export async function connectContext(
  { environment, signal }: Pick<CommandContext, 'environment' | 'signal'>,
  name: string,
): Promise<KubeClient> {
  const config = await userKubeconfig(environment);
  const connection = await readKubeconfig({
    // YAML is a superset of JSON.
    text: JSON.stringify(config),
    context: name,
    readFile: (path) => readFile(path, 'utf8'),
    runPlugin: (plugin) => runCredentialPlugin(plugin, environment),
  }).catch((error: unknown) => {
    if (error instanceof CliError || !(error instanceof Error)) throw error;
    const known = config.contexts.map((one) => String(one['name'])).join(', ');
    throw new CliError(`context ${name}: ${error.message}`, {
      exitCode: exitCodes.usage,
      cure: known === '' ? 'there is no context in your kubeconfig' : `your kubeconfig has: ${known}`,
    });
  });
  const client = createKubeClient(connection);
  try {
    await client.read(`/apis/${group.group}/${group.version}`, { signal });
    return client;
  } catch (error) {
    await client.close();
    if (!(error instanceof ApiError && error.reason === 'NotFound')) throw error;
    throw new CliError(`context ${name} is no management cluster: it does not know the kinds of Slipway`, {
      cure: 'make it one with: slipway install',
    });
  }
}
