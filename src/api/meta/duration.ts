import type { Schema } from './schema.ts';

/** Schema of a duration as Kubernetes writes it. */
export const duration = {
  type: 'string',
  maxLength: 32,
  'x-kubernetes-validations': [
    { rule: "self.matches('^([0-9]+([.][0-9]+)?(h|m|s|ms))+$')", message: 'must be a duration such as 30s or 1h30m' },
  ],
} as const satisfies Schema;
