import type { Schema } from '../meta/schema.ts';

/** Of kinds that are not ours: others rule their content, which is kept whole. */
export const openSchema: Schema = {
  type: 'object',
  properties: {
    spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};
