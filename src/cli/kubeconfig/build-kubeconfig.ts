import type { Credential } from '../credential/issue-credential.ts';
import type { ClusterAccess } from './cluster-access.ts';

/** A program that gives credentials, as a kubeconfig names it. */
export interface CredentialCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: { readonly [name: string]: string };
}

/** A kubeconfig of one cluster. */
export interface Kubeconfig {
  readonly apiVersion: 'v1';
  readonly kind: 'Config';
  readonly clusters: readonly { readonly name: string; readonly cluster: object }[];
  readonly users: readonly { readonly name: string; readonly user: object }[];
  readonly contexts: readonly { readonly name: string; readonly context: object }[];
  readonly 'current-context': string;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function userOf(by: CredentialCommand | Credential): object {
  if ('key' in by) return { 'client-certificate-data': base64(by.certificate), 'client-key-data': base64(by.key) };
  const env = Object.entries(by.environment).map(([name, value]) => ({ name, value }));
  return {
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: by.command,
      args: by.args,
      env: env.length === 0 ? null : env,
      interactiveMode: 'Never',
      provideClusterInfo: false,
    },
  };
}

/** The kubeconfig by which a cluster is reached with a credential, or with a program that fetches one when it is needed. */
export function buildKubeconfig(access: ClusterAccess, by: CredentialCommand | Credential): Kubeconfig {
  const place = access.namespace === 'default' ? access.name : `${access.namespace}-${access.name}`;
  const name = `slipway-${place}`;
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: access.server, 'certificate-authority-data': base64(access.authority) } }],
    users: [{ name, user: userOf(by) }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: 'default' } }],
    'current-context': name,
  };
}
