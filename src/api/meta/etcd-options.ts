import { etcdArguments } from './etcd-arguments.ts';
import type { Schema } from './schema.ts';

/** Schema of what is handed down of etcd to the parts of a cluster. */
export const etcdOptions = {
  type: 'object',
  description: 'etcd.',
  properties: { extraArgs: etcdArguments },
} as const satisfies Schema;
