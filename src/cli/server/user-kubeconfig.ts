import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { isRecord } from '#base/is-record.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';

type Section = { readonly [name: string]: unknown };

/** Fields that name files, which are relative to the kubeconfig they stand in. */
const fileFields = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

/** A kubeconfig, as far as clients find their way by it. */
export interface UserKubeconfig {
  readonly clusters: readonly Section[];
  readonly users: readonly Section[];
  readonly contexts: readonly Section[];
}

/** The kubeconfig that kubectl would use: the files KUBECONFIG names, of which an earlier one wins, else the one in the home directory. */
export async function userKubeconfig(environment: CommandContext['environment']): Promise<UserKubeconfig> {
  const named = (environment['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  const paths = named.length > 0 ? named : [join(environment['HOME'] || homedir(), '.kube', 'config')];
  const configs = await Promise.all(paths.map((path) => readOne(resolve(path))));
  const all = (part: keyof UserKubeconfig): readonly Section[] => configs.flatMap((config) => config[part]);
  return { clusters: all('clusters'), users: all('users'), contexts: all('contexts') };
}

async function readOne(path: string): Promise<UserKubeconfig> {
  const text = await readFileIfPresent(path);
  const { parse } = await import('yaml');
  let config: unknown;
  try {
    config = text === undefined ? {} : (parse(text) ?? {});
  } catch (error) {
    throw new CliError(
      `the kubeconfig ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isRecord(config)) throw new CliError(`the kubeconfig ${path} is not a YAML object`);
  const part = (name: string, inner: string): readonly Section[] => {
    const list = config[name];
    return (Array.isArray(list) ? list.filter(isRecord) : []).map((one) => ({
      ...one,
      [inner]: located(one[inner], dirname(path)),
    }));
  };
  return { clusters: part('clusters', 'cluster'), users: part('users', 'user'), contexts: part('contexts', 'context') };
}

function located(section: unknown, folder: string): unknown {
  if (!isRecord(section)) return section;
  const files = fileFields.flatMap((name) => {
    const path = section[name];
    return typeof path === 'string' && path !== '' ? [[name, resolve(folder, path)] as const] : [];
  });
  const { exec } = section;
  // A program is looked for in PATH, unless it is a path.
  const command = isRecord(exec) && typeof exec['command'] === 'string' ? exec['command'] : '';
  const program = command.includes('/') ? { exec: { ...(exec as Section), command: resolve(folder, command) } } : {};
  return { ...section, ...Object.fromEntries(files), ...program };
}
