import { readFile } from 'node:fs/promises';
import { readKubeconfig } from '#kube/read-kubeconfig.ts';
import type { ServerConnection } from '#kube/server-connection.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { runCredentialPlugin } from './run-credential-plugin.ts';
import { userKubeconfig } from './user-kubeconfig.ts';

/** How the cluster is reached that a context of the user's kubeconfig names. CliError where there is none. */
export async function contextConnection(
  environment: CommandContext['environment'],
  name: string,
): Promise<ServerConnection> {
  const config = await userKubeconfig(environment);
  return await readKubeconfig({
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
}
