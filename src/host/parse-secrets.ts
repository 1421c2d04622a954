import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import { readTaskFile, TaskFileError } from './read-task-file.ts';
import { refuseUnknownFields } from './refuse-unknown-fields.ts';

/** Every field this version acts on, in a form the compiler holds to be complete. */
const known: { readonly [field in keyof Required<TaskSecrets>]: true } = {
  files: true,
  machineFiles: true,
  proxyLogin: true,
  bootstrapToken: true,
  clusterAuthority: true,
};

function isSecrets(value: {
  readonly [name: string]: unknown;
}): value is TaskSecrets & { readonly [name: string]: unknown } {
  return Array.isArray(value['files']) && typeof value['clusterAuthority'] === 'string';
}

/** Reads the secrets of a task. Throws {@link TaskFileError}, which never quotes them. */
export function parseSecrets(text: string, path: string): TaskSecrets {
  const value = readTaskFile(text, path);
  refuseUnknownFields(value, known, path);
  if (!isSecrets(value)) throw new TaskFileError(`${path} lacks fields of a task's secrets; deliver it again.`);
  return value;
}
