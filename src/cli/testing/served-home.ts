import { mkdir, writeFile } from 'node:fs/promises';
import type { ServerConnection } from '#kube/server-connection.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { serverRecord } from '#platform/server/server-record.ts';

const mode = 0o600;

/** Makes a directory the state directory of a manager that serves in this very process, so that commands find it. */
export async function servedHome(directory: string, connection: ServerConnection): Promise<void> {
  const paths = serverPaths(directory);
  const encode = (text = '') => Buffer.from(text).toString('base64');
  const cluster = { server: connection.server, 'certificate-authority-data': encode(connection.authority) };
  const user = {
    'client-certificate-data': encode(connection.certificate),
    'client-key-data': encode(connection.key),
  };
  const config = { clusters: [{ name: 'test', cluster }], users: [{ name: 'test', user }] };
  const record = {
    pid: process.pid,
    startTime: await serverRecord.startTimeOf(process.pid),
    address: connection.server,
    version: '1.2.3',
    build: 'test',
    store: paths.store,
    log: paths.log,
  };
  await mkdir(paths.server, { recursive: true, mode: 0o700 });
  await writeFile(paths.kubeconfig, JSON.stringify(config), { mode });
  await writeFile(paths.record, JSON.stringify(record), { mode });
}
