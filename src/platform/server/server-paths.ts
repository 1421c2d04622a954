import { join } from 'node:path';

/** Where a manager keeps what below the state directory. Directories 0700, files 0600. */
export function serverPaths(state: string) {
  const server = join(state, 'server');
  return {
    state,
    server,
    store: join(state, 'store'),
    /** What the Secrets in the store are encrypted with. In no backup: who has both has every cluster. */
    keys: join(server, 'store.keys'),
    tasks: join(state, 'tasks'),
    /** Who runs: pid, address, version. Written when it serves, removed when it stops cleanly. */
    record: join(server, 'server.json'),
    /** The administrator's way in. */
    kubeconfig: join(server, 'admin.kubeconfig'),
    authority: { certificate: join(server, 'ca.crt'), key: join(server, 'ca.key') },
    /** The port served last, so that kubeconfigs stay true over restarts. */
    port: join(server, 'port'),
    /** The path of the newest backup, to be named when the store is damaged. */
    lastBackup: join(server, 'last-backup'),
    log: join(server, 'server.log'),
    /** Who asked the API for what; older ones beside it. */
    audit: join(server, 'audit.log'),
  } as const;
}

export type ServerPaths = ReturnType<typeof serverPaths>;
