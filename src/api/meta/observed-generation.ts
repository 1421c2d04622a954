import type { Schema } from './schema.ts';

/** Schema of `status.observedGeneration`. */
export const observedGeneration = {
  type: 'integer',
  format: 'int64',
  description: 'Generation of the spec that this status speaks of.',
} as const satisfies Schema;
