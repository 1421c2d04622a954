import { duration } from '#api/meta/duration.ts';
import type { Schema, ValidationRule } from '#api/meta/schema.ts';

const manyObjects = {
  type: 'array',
  maxItems: 256,
  minItems: 1,
  'x-kubernetes-list-type': 'atomic',
  items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
} as const satisfies Schema;

const kindAndName = {
  rule: "self.matches('^[A-Za-z]+/([a-z0-9.-]+/)?[a-z0-9.:-]+$')",
  message: 'must be KIND/NAME or KIND/NAMESPACE/NAME, such as Cluster/first',
} as const satisfies ValidationRule;

const reference = {
  type: 'string',
  maxLength: 400,
  'x-kubernetes-validations': [kindAndName],
} as const satisfies Schema;

/** Parts that several schemas of a scenario are made of. */
export const objectSchemas = {
  manifests: (description: string) => ({ ...manyObjects, description }) as const,
  reference: (description: string) => ({ ...reference, description }) as const,
  references: (description: string) =>
    ({
      type: 'array',
      minItems: 1,
      maxItems: 256,
      'x-kubernetes-list-type': 'atomic',
      items: reference,
      description,
    }) as const,
  duration: (description: string) => ({ ...duration, description }) as const,
  count: (description: string) => ({ type: 'integer', format: 'int32', minimum: 0, description }) as const,
  name: (description: string) => ({ type: 'string', minLength: 1, maxLength: 253, description }) as const,
} as const;
