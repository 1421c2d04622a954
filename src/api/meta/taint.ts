import type { Schema } from './schema.ts';

/** Schema of one Node taint. */
export const taint = {
  type: 'object',
  required: ['key', 'effect'],
  properties: {
    key: { type: 'string', minLength: 1, maxLength: 317, description: 'Name of the taint.' },
    value: { type: 'string', maxLength: 63, description: 'Its value.' },
    effect: {
      type: 'string',
      enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
      description: 'What it does to pods.',
    },
  },
} as const satisfies Schema;
