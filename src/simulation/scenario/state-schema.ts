import type { Schema } from '#api/meta/schema.ts';
import { objectSchemas as one } from './object-schemas.ts';

/** How something is at one moment: what an event waits for, and what it checks. All that is said must hold. */
export const stateSchema = {
  type: 'object',
  minProperties: 1,
  'x-kubernetes-validations': [
    {
      rule: 'has(self.object) || !(has(self.is) || has(self.reason) || has(self.says) || has(self.has))',
      message: 'is missing: is, reason, says and has speak of it',
      fieldPath: '.object',
      reason: 'FieldValueRequired',
    },
    {
      rule: '!has(self.object) || has(self.is) || has(self.reason) || has(self.says) || has(self.has)',
      message: 'says nothing of the object: give is, reason, says or has',
    },
  ],
  properties: {
    object: one.reference('An object of the store, KIND/NAME.'),
    is: {
      type: 'string',
      enum: ['Ready', 'NotReady', 'Present', 'Absent', 'Deleting'],
      description:
        'How the object is. A Cluster is Ready here when its condition says so and exactly the declared machines run, in truth.',
    },
    reason: one.name('The reason in its condition Ready.'),
    says: { type: 'string', minLength: 1, maxLength: 1000, description: 'A part of the sentence beside that reason.' },
    has: one.name('A field of it that is there and not empty: `metadata.ownerReferences`.'),
    machines: one.count('So many machines are at the provider, whatever their state.'),
    effect: one.name('An effect whose id begins so was asked for.'),
    unasked: one.name('No effect whose id begins so was asked for.'),
    quiet: { type: 'boolean', description: 'Nothing is left to do but to look again at times.' },
  },
} as const satisfies Schema;
