import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Timers } from '#capabilities/timers.ts';
import { readKubeconfig } from '#kube/read-kubeconfig.ts';
import type { ServerConnection } from '#kube/server-connection.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { freshText } from './fresh-text.ts';

export interface ConnectingCluster {
  readonly environment: { readonly [name: string]: string | undefined };
  readonly timers: Timers;
  /** Where a Pod finds its ServiceAccount's token and the cluster's authority. */
  readonly account: string;
}

/** How the API server of a management cluster is reached. Throws with a sentence about what is missing. */
export async function connectCluster(place: ClusterPlace, options: ConnectingCluster): Promise<ServerConnection> {
  if (place.way === 'in-cluster') return await inCluster(options);
  const file = resolve(place.file);
  const { context } = place;
  return await readKubeconfig({
    text: await readFile(file, 'utf8'),
    ...(context === undefined ? {} : { context }),
    // Paths in a kubeconfig are relative to it.
    readFile: (path) => readFile(resolve(dirname(file), path), 'utf8'),
  });
}

async function inCluster({ account, environment, timers }: ConnectingCluster): Promise<ServerConnection> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = environment;
  if (!host || !port)
    throw new Error(
      '--in-cluster is for a Pod, and KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set; elsewhere name a kubeconfig: --kubeconfig FILE',
    );
  const authority = await readFile(join(account, 'ca.crt'), 'utf8');
  const token = freshText(async () => (await readFile(join(account, 'token'), 'utf8')).trim(), timers);
  await token();
  return { server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`, authority, token };
}
