import type { Schema } from './schema.ts';

/** Schema of commands that a machine runs once, one after the other. */
export function machineCommands(when: string) {
  return {
    type: 'array',
    maxItems: 32,
    'x-kubernetes-list-type': 'atomic',
    description: `Commands for /bin/sh that run as root ${when}, one after the other; one that fails is tried again, so each must bear being run twice. They are journalled: no secrets.`,
    items: { type: 'string', minLength: 1, maxLength: 4096 },
  } as const satisfies Schema;
}
