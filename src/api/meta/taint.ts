import { labelValue } from './label-value.ts';
import type { Schema } from './schema.ts';

/** Schema of one Node taint. */
export const taint = {
  type: 'object',
  required: ['key', 'effect'],
  properties: {
    key: {
      type: 'string',
      minLength: 1,
      maxLength: 317,
      description: 'Name of the taint.',
      'x-kubernetes-validations': [
        {
          rule: "self.matches('^([a-z0-9][-a-z0-9.]*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$')",
          message: 'must be a name such as dedicated or example.com/dedicated',
        },
      ],
    },
    value: { ...labelValue, description: 'Its value.' },
    effect: {
      type: 'string',
      enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
      description: 'What it does to pods.',
    },
  },
} as const satisfies Schema;
