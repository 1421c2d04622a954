import { parse } from 'yaml';
import { isRecord } from '#base/is-record.ts';
import type { ServerConnection } from './server-connection.ts';

/** A program that a kubeconfig names to get credentials from. */
export interface CredentialPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

/** What such a program gives: the status of its ExecCredential. */
export interface PluginCredential {
  readonly token?: string;
  readonly clientCertificateData?: string;
  readonly clientKeyData?: string;
}

export interface KubeconfigOptions {
  /** The kubeconfig's text. */
  readonly text: string;
  /** Instead of its current context. */
  readonly context?: string;
  /** Reads the files it names; without it a kubeconfig that names files is refused. */
  readonly readFile?: (path: string) => Promise<string>;
  /** Runs the program it names; without it a kubeconfig that names one is refused, because it would run whatever it says. */
  readonly runPlugin?: (plugin: CredentialPlugin) => Promise<PluginCredential>;
}

type Section = { readonly [name: string]: unknown };

/** Reads how to reach a server from a kubeconfig. Throws with a sentence about what is missing or not allowed. */
export async function readKubeconfig(options: KubeconfigOptions): Promise<ServerConnection> {
  const config: unknown = parse(options.text);
  if (!isRecord(config)) throw new Error('the kubeconfig is not a YAML object; look whether it is the right file');
  const contextName = options.context ?? config['current-context'];
  if (typeof contextName !== 'string' || contextName === '') {
    throw new Error('the kubeconfig has no current context; name one');
  }
  const context = entry(config, 'context', contextName);
  const cluster = entry(config, 'cluster', text(context, 'cluster') ?? '');
  const userName = text(context, 'user');
  const user = userName === undefined ? {} : entry(config, 'user', userName);
  return { ...(await serverOf(cluster, options)), ...(await credentialsOf(user, options)) };
}

async function serverOf(cluster: Section, options: KubeconfigOptions): Promise<ServerConnection> {
  const server = text(cluster, 'server');
  if (server === undefined || !URL.canParse(server))
    throw new Error('the kubeconfig names no server; set clusters[].cluster.server');
  if (new URL(server).protocol !== 'https:')
    throw new Error(`the server ${server} is not reached by https; Slipway speaks TLS only`);
  for (const name of ['insecure-skip-tls-verify', 'proxy-url']) {
    if (cluster[name]) throw new Error(`the kubeconfig sets ${name}, which Slipway does not follow; remove it`);
  }
  const authority = await material(cluster, 'certificate-authority', options);
  const serverName = text(cluster, 'tls-server-name');
  return {
    server,
    ...(authority === undefined ? {} : { authority }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

async function credentialsOf(user: Section, options: KubeconfigOptions): Promise<Partial<ServerConnection>> {
  if (isRecord(user['exec'])) return pluginCredentials(user['exec'], options);
  for (const name of ['auth-provider', 'username', 'as']) {
    if (user[name] !== undefined)
      throw new Error(
        `the kubeconfig's user has ${name}, which Slipway does not support; use a certificate or a token`,
      );
  }
  const certificate = await material(user, 'client-certificate', options);
  const key = await material(user, 'client-key', options);
  if ((certificate === undefined) !== (key === undefined)) {
    throw new Error('the kubeconfig gives a client certificate without its key, or a key alone; give both');
  }
  const token = (await tokenFrom(text(user, 'tokenFile'), options)) ?? text(user, 'token');
  return {
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    ...(token === undefined ? {} : { token }),
  };
}

/** What renews a token's file does so while it is used: it is read for every request. It wins over a token in place. */
async function tokenFrom(
  path: string | undefined,
  options: KubeconfigOptions,
): Promise<(() => Promise<string>) | undefined> {
  const read = async () => ((await file(path, options)) ?? '').trim();
  if (path === undefined) return undefined;
  await read();
  return read;
}

async function pluginCredentials(exec: Section, options: KubeconfigOptions): Promise<Partial<ServerConnection>> {
  const command = text(exec, 'command');
  if (command === undefined) throw new Error('the kubeconfig has an exec section without a command');
  if (!options.runPlugin) {
    throw new Error(
      `the kubeconfig wants to run the program ${command}, which is not allowed here; use a certificate or a token`,
    );
  }
  const args = Array.isArray(exec['args']) ? exec['args'].map(String) : [];
  const env = Array.isArray(exec['env']) ? exec['env'].filter(isRecord) : [];
  const credential = await options.runPlugin({
    apiVersion: text(exec, 'apiVersion') ?? 'client.authentication.k8s.io/v1',
    command,
    args,
    env: env.map((one) => ({ name: text(one, 'name') ?? '', value: text(one, 'value') ?? '' })),
  });
  const { token, clientCertificateData: certificate, clientKeyData: key } = credential;
  return {
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    ...(token === undefined ? {} : { token }),
  };
}

/** PEM text given in place (base64, which wins) or as a file. */
async function material(section: Section, name: string, options: KubeconfigOptions): Promise<string | undefined> {
  const data = text(section, `${name}-data`);
  return data === undefined ? file(text(section, name), options) : Buffer.from(data, 'base64').toString('utf8');
}

async function file(path: string | undefined, options: KubeconfigOptions): Promise<string | undefined> {
  if (path === undefined) return undefined;
  if (options.readFile) return options.readFile(path);
  throw new Error(`the kubeconfig refers to the file ${path}, and files are not read here; put its content in place`);
}

function entry(config: Section, kind: 'context' | 'cluster' | 'user', name: string): Section {
  const list = config[`${kind}s`];
  const found = Array.isArray(list) ? list.find((one) => isRecord(one) && one['name'] === name) : undefined;
  const content: unknown = isRecord(found) ? found[kind] : undefined;
  if (isRecord(content)) return content;
  throw new Error(`the kubeconfig has no ${kind} named "${name}"`);
}

function text(section: Section, name: string): string | undefined {
  const value = section[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
