import type { Schema, ValidationRule } from './schema.ts';

/** Schema of the flags of one component, in kubeadm's shape. `reserved` are computed for each cluster; `rules` judge one flag. */
export function componentArguments<const R extends readonly ValidationRule[]>(
  component: string,
  reserved: readonly string[],
  rules: R,
) {
  return {
    type: 'array',
    maxItems: 64,
    'x-kubernetes-list-type': 'atomic',
    description: `Flags of ${component}, given to kubeadm; one that has a default replaces it. They can be seen by anybody on the machine: no secrets.`,
    items: {
      type: 'object',
      required: ['name', 'value'],
      'x-kubernetes-validations': rules,
      properties: {
        name: {
          type: 'string',
          maxLength: 100,
          description: 'Name of the flag without dashes in front; it may stand several times.',
          'x-kubernetes-validations': [
            {
              rule: "self.matches('^[a-z][a-z0-9.-]*$')",
              message: 'must be the name of a flag without dashes in front, such as v',
            },
            {
              rule: `!(self in [${reserved.map((name) => `'${name}'`).join(', ')}])`,
              message: 'this flag is computed for each cluster and cannot be set',
            },
          ],
        },
        value: { type: 'string', maxLength: 4096, description: 'Its value.' },
      },
    },
  } as const satisfies Schema;
}
