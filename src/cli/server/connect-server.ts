import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import type { ServerPaths } from '#platform/server/server-paths.ts';
import { serverRecord } from '#platform/server/server-record.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';

interface AdminKubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } },
  ];
  readonly users: readonly [
    { readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string } },
  ];
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

/** A client of the manager that serves this state directory; CliError when none runs. */
export async function connectServer(paths: ServerPaths): Promise<KubeClient> {
  const record = await serverRecord.read(paths.record);
  const text = record && (await readFileIfPresent(paths.kubeconfig));
  if (!record || text === undefined) {
    throw new CliError('the manager does not run', {
      exitCode: exitCodes.noManager,
      cure: 'start it with: slipway server start',
    });
  }
  // The manager wrote it itself, as JSON: the YAML reader would cost every command its start-up time.
  const config = JSON.parse(text) as AdminKubeconfig;
  const [{ cluster }] = config.clusters;
  const [{ user }] = config.users;
  return createKubeClient({
    server: cluster.server,
    authority: decode(cluster['certificate-authority-data']),
    certificate: decode(user['client-certificate-data']),
    key: decode(user['client-key-data']),
  });
}
