import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import { readTaskFile, TaskFileError } from './read-task-file.ts';
import { refuseUnknownFields } from './refuse-unknown-fields.ts';

const modes: readonly unknown[] = ['init', 'join-control-plane', 'join'];
const texts = ['id', 'machine', 'nodeName', 'kubernetesVersion'] as const;
const lists = ['kubeadm', 'ignorePreflightErrors', 'resolvers', 'files'] as const;
const objects = ['endpoint', 'network'] as const;

/** Every field this version acts on, in a form the compiler holds to be complete. */
const known: { readonly [field in keyof Required<BootstrapTask>]: true } = {
  id: true,
  kind: true,
  generation: true,
  machine: true,
  nodeName: true,
  mode: true,
  kubernetesVersion: true,
  endpoint: true,
  kubeadm: true,
  ignorePreflightErrors: true,
  network: true,
  resolvers: true,
  files: true,
  proxy: true,
  kubeletFlags: true,
  commands: true,
  manifests: true,
  maxClockSkewSeconds: true,
};

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
  const value = readTaskFile(text, path);
  if (value['kind'] !== 'bootstrap') {
    throw new TaskFileError(
      `${path} is a task of the kind ${JSON.stringify(value['kind'])}, which this version does not know; use an image with a newer slipway-host.`,
    );
  }
  refuseUnknownFields(value, known, path);
  if (!isTask(value))
    throw new TaskFileError(`${path} lacks fields of a bootstrap task, or they have other types; deliver it again.`);
  return value;
}
