import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import { readTaskFile, TaskFileError } from './read-task-file.ts';

function isSecrets(value: {
  readonly [name: string]: unknown;
}): value is TaskSecrets & { readonly [name: string]: unknown } {
  return Array.isArray(value['files']) && typeof value['clusterAuthority'] === 'string';
}

/** Reads the secrets of a task. Throws {@link TaskFileError}, which never quotes them. */
export function parseSecrets(text: string, path: string): TaskSecrets {
  const value = readTaskFile(text, path);
  if (!isSecrets(value)) throw new TaskFileError(`${path} lacks fields of a task's secrets; deliver it again.`);
  return value;
}
