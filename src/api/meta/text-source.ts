import type { Schema } from './schema.ts';

function keyIn(kind: string) {
  return {
    type: 'object',
    required: ['name', 'key'],
    description: `One key of a ${kind} in the cluster's namespace.`,
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 253, description: `Name of the ${kind}.` },
      key: { type: 'string', minLength: 1, maxLength: 253, description: 'The key in it.' },
    },
  } as const satisfies Schema;
}

/** Schema of a text that stands elsewhere. It is read when a machine is made, so a change of it reaches machines made later. */
export const textSource = {
  type: 'object',
  description: 'Where the text stands; it is read when a machine is made.',
  properties: { configMapKeyRef: keyIn('ConfigMap'), secretKeyRef: keyIn('Secret') },
  'x-kubernetes-validations': [
    {
      rule: 'has(self.configMapKeyRef) != has(self.secretKeyRef)',
      message: 'name one source: either configMapKeyRef or secretKeyRef',
    },
  ],
} as const satisfies Schema;
