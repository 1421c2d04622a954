import type { HostFile } from './host-file.ts';

/** The secret part of a bootstrap: 0600, wiped when the task is done. */
export interface TaskSecrets {
  /** Files below /etc/kubernetes/pki: CAs and service-account keys (control planes), mode 0600 for keys. */
  readonly files: readonly HostFile[];
  /** The user's files that came from Secrets; they stay. */
  readonly machineFiles?: readonly HostFile[];
  readonly proxyLogin?: { readonly username: string; readonly password: string };
  /** Workers and joining control planes: `id.secret` of the Machine's own bootstrap token. */
  readonly bootstrapToken?: string;
  /** PEM of the cluster's CA, for the discovery file. */
  readonly clusterAuthority: string;
}
