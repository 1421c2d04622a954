import type { BootstrapTask, TaskSecrets } from '#domain/host/task-file.ts';

/** How a delivered file is refused: what is wrong with it, in a sentence without its content. */
export class TaskFileError extends Error {}

function objectOf(text: string, path: string): { readonly [name: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TaskFileError(`${path} is not JSON; deliver it again.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TaskFileError(`${path} holds no object; deliver it again.`);
  return { ...value };
}

const modes: readonly unknown[] = ['init', 'join-control-plane', 'join'];
const texts = ['id', 'machine', 'nodeName', 'kubernetesVersion'] as const;
const lists = ['kubeadm', 'ignorePreflightErrors', 'resolvers', 'files'] as const;
const objects = ['endpoint', 'network'] as const;

function isTask(value: {
  readonly [name: string]: unknown;
}): value is BootstrapTask & { readonly [name: string]: unknown } {
  return (
    value['kind'] === 'bootstrap' &&
    modes.includes(value['mode']) &&
    typeof value['generation'] === 'number' &&
    typeof value['maxClockSkewSeconds'] === 'number' &&
    texts.every((name) => typeof value[name] === 'string') &&
    lists.every((name) => Array.isArray(value[name])) &&
    objects.every((name) => typeof value[name] === 'object' && value[name] !== null)
  );
}

/** Reads a task file. Throws {@link TaskFileError} when it is not one this program can execute. */
export function parseTask(text: string, path: string): BootstrapTask {
  const value = objectOf(text, path);
  if (value['kind'] !== 'bootstrap') {
    throw new TaskFileError(
      `${path} is a task of the kind ${JSON.stringify(value['kind'])}, which this version does not know; use an image with a newer slipway-host.`,
    );
  }
  if (!isTask(value))
    throw new TaskFileError(`${path} lacks fields of a bootstrap task, or they have other types; deliver it again.`);
  return value;
}

function isSecrets(value: {
  readonly [name: string]: unknown;
}): value is TaskSecrets & { readonly [name: string]: unknown } {
  return Array.isArray(value['files']) && typeof value['clusterAuthority'] === 'string';
}

/** Reads the secrets of a task. Throws {@link TaskFileError}, which never quotes them. */
export function parseSecrets(text: string, path: string): TaskSecrets {
  const value = objectOf(text, path);
  if (!isSecrets(value)) throw new TaskFileError(`${path} lacks fields of a task's secrets; deliver it again.`);
  return value;
}
