import type { Schema } from './schema.ts';

/** Schema of the part of a spec that says what a machine is made of, the same wherever machines are declared. */
export const machineShape = {
  type: 'object',
  default: {},
  description: 'What each machine is made of.',
  properties: {
    cpus: { type: 'integer', minimum: 1, maximum: 1024, description: 'Cores; absent: as many as the host has.' },
    memory: {
      type: 'string',
      // A bounded string, not int-or-string: of that a kube-apiserver cannot bound what the rule costs, and refuses the kind.
      maxLength: 32,
      description: 'Memory as a quantity such as 4Gi; absent: as much as the host has.',
      'x-kubernetes-validations': [
        { rule: 'isQuantity(self)', message: 'must be a quantity such as 4Gi' },
        {
          rule: "!isQuantity(self) || quantity(self).compareTo(quantity('512Mi')) >= 0",
          message: 'must be 512Mi or more',
        },
      ],
    },
  },
} as const satisfies Schema;
