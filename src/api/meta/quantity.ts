import type { Schema } from './schema.ts';

/** Schema of a Kubernetes quantity. A bounded string, so that what a rule over many of them costs can be told. */
export const quantity = {
  type: 'string',
  maxLength: 32,
  'x-kubernetes-validations': [{ rule: 'isQuantity(self)', message: 'must be a quantity such as 500m or 1Gi' }],
} as const satisfies Schema;
