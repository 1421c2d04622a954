import type { Schema } from './schema.ts';

/** Schema of the value of a label. */
export const labelValue = {
  type: 'string',
  maxLength: 63,
  'x-kubernetes-validations': [
    {
      rule: "self.matches('^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$')",
      message: 'must be letters, digits, dashes, underscores and dots, with a letter or digit at both ends',
    },
  ],
} as const satisfies Schema;
