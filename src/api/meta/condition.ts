import type { FromSchema } from './from-schema.ts';
import type { Schema } from './schema.ts';

/** Schema of one `metav1.Condition`. */
export const condition = {
  type: 'object',
  required: ['type', 'status', 'lastTransitionTime', 'reason', 'message'],
  properties: {
    type: { type: 'string', maxLength: 316, description: 'PascalCase name of the state.' },
    status: { type: 'string', enum: ['True', 'False', 'Unknown'], description: 'Whether the state holds.' },
    observedGeneration: {
      type: 'integer',
      format: 'int64',
      minimum: 0,
      description: 'Generation of the spec this speaks of.',
    },
    lastTransitionTime: { type: 'string', format: 'date-time', description: 'When status last changed.' },
    reason: {
      type: 'string',
      maxLength: 1024,
      minLength: 1,
      description: 'PascalCase cause, from a closed catalogue.',
    },
    message: { type: 'string', maxLength: 32768, description: 'One sentence for a person.' },
  },
} as const satisfies Schema;

export type Condition = FromSchema<typeof condition>;

/** Schema of `status.conditions`: a list-map by type. */
export const conditions = {
  type: 'array',
  description: 'The states of this object; Ready summarises the others.',
  items: condition,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
} as const satisfies Schema;
