import { parse } from 'yaml';
import type { HostFiles } from './host-system.ts';

export interface KubeconfigIdentity {
  readonly server: string;
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
}

async function textOf(files: HostFiles, holder: unknown, name: string): Promise<string | undefined> {
  const data = field(holder, `${name}-data`);
  if (typeof data === 'string' && data !== '') return atob(data);
  const path = field(holder, name);
  return typeof path === 'string' ? await files.read(path) : undefined;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** The credentials in a kubeconfig, or undefined when they are not there or not whole. */
export async function kubeconfigIdentity(files: HostFiles, path: string): Promise<KubeconfigIdentity | undefined> {
  const text = await files.read(path);
  if (text === undefined) return undefined;
  const kubeconfig = parsed(text);
  const [cluster, user] = [field(kubeconfig, 'clusters', 0, 'cluster'), field(kubeconfig, 'users', 0, 'user')];
  const server = field(cluster, 'server');
  const authority = await textOf(files, cluster, 'certificate-authority');
  const certificate = await textOf(files, user, 'client-certificate');
  const key = await textOf(files, user, 'client-key');
  if (typeof server !== 'string' || authority === undefined || certificate === undefined || key === undefined)
    return undefined;
  return { server, authority, certificate, key };
}
