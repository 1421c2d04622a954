import type { Schema } from './schema.ts';

/** Schema of the part of a spec that says what a machine is made of, the same wherever machines are declared. */
export const machineShape = {
  type: 'object',
  default: {},
  description: 'What each machine is made of.',
  properties: {
    cpus: { type: 'integer', minimum: 1, maximum: 1024, description: 'Cores; absent: as many as the host has.' },
    memory: {
      'x-kubernetes-int-or-string': true,
      description: 'Memory as a quantity such as 4Gi; absent: as much as the host has.',
      'x-kubernetes-validations': [{ rule: 'isQuantity(string(self))', message: 'must be a quantity such as 4Gi' }],
    },
  },
} as const satisfies Schema;
