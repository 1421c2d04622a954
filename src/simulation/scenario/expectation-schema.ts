import type { Schema } from '#api/meta/schema.ts';
import { objectSchemas as one } from './object-schemas.ts';

/** What must be true of every run. That the invariants hold is always expected. */
export const expectationSchema = {
  type: 'object',
  default: {},
  description: 'What must be true of every run. That the invariants hold at every step is expected always.',
  properties: {
    converges: one.duration(
      'So long after the last event all that is declared is there, all that was deleted is gone, at the provider too.',
    ),
    ready: {
      type: 'array',
      maxItems: 64,
      'x-kubernetes-list-type': 'atomic',
      description: 'Clusters become Ready in time.',
      items: {
        type: 'object',
        required: ['cluster', 'within'],
        properties: {
          cluster: one.name('A name under `clusters`: all its copies.'),
          within: one.duration('Since it was declared.'),
        },
      },
    },
    stalls: {
      type: 'array',
      maxItems: 64,
      'x-kubernetes-list-type': 'atomic',
      description: 'What is not Ready in the end, and why.',
      items: {
        type: 'object',
        required: ['object', 'reason'],
        properties: {
          object: one.reference('An object of the store.'),
          reason: one.name('The reason in its condition Ready.'),
        },
      },
    },
    machinesMade: {
      type: 'object',
      description: 'Machines ever made at the provider, over all clusters.',
      properties: { least: one.count('At least.'), most: one.count('At most.') },
    },
    evictions: {
      type: 'object',
      description: 'Pods that left a machine by an eviction.',
      properties: { least: one.count('At least.'), most: one.count('At most.') },
    },
    effects: {
      type: 'array',
      maxItems: 64,
      'x-kubernetes-list-type': 'atomic',
      description: 'Effects that managers ask for.',
      items: {
        type: 'object',
        required: ['begins'],
        properties: {
          begins: one.name('Effects whose id begins so.'),
          least: one.count('At least so many different ones.'),
          most: one.count('At most so many different ones.'),
        },
      },
    },
    calm: one.duration('So long after the end nothing of what is stored changes.'),
  },
} as const satisfies Schema;
