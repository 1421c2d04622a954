import { group } from '#api/group.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { contextConnection } from './context-connection.ts';

/** A client of the management cluster that a context of the user's kubeconfig names. CliError where there is none. */
export async function connectContext(
  { environment, signal }: Pick<CommandContext, 'environment' | 'signal'>,
  name: string,
): Promise<KubeClient> {
  const client = createKubeClient(await contextConnection(environment, name));
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
