import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** The folder of the task called `key` below `root`. */
export function taskFolderPath(root: string, key: string): string {
  return join(root, createHash('sha256').update(key).digest('hex').slice(0, 32));
}
