import { conditions } from '../meta/condition.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';

const anyObject = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const satisfies Schema;

const deletion = {
  type: 'object',
  required: ['kind', 'name'],
  properties: {
    kind: { type: 'string', minLength: 1, maxLength: 63, description: 'Kind of the object, such as Cluster.' },
    namespace: { type: 'string', maxLength: 63, description: "Its namespace; the plan's own where absent." },
    name: { type: 'string', minLength: 1, maxLength: 253, description: 'Its name.' },
  },
} as const satisfies Schema;

export const planSpec = {
  type: 'object',
  'x-kubernetes-validations': [
    {
      rule: 'has(self.manifests) || has(self.text) || has(self.deletions)',
      message: 'says nothing to plan: give manifests, text or deletions',
    },
  ],
  properties: {
    manifests: {
      type: 'array',
      items: anyObject,
      minItems: 1,
      maxItems: 256,
      'x-kubernetes-list-type': 'atomic',
      description: 'Objects as they would be applied. They are not applied.',
    },
    text: {
      type: 'string',
      minLength: 1,
      maxLength: 524_288,
      description: 'The same as YAML, one or several documents.',
    },
    deletions: {
      type: 'array',
      items: deletion,
      minItems: 1,
      maxItems: 256,
      'x-kubernetes-list-type': 'atomic',
      description: 'Objects that would be deleted, before the others are applied.',
    },
    apply: {
      type: 'object',
      required: ['hash'],
      description: 'Set to have exactly this plan done.',
      properties: {
        hash: { type: 'string', minLength: 64, maxLength: 64, description: 'The hash of the plan that was looked at.' },
        allowRepairs: {
          type: 'boolean',
          default: false,
          description: 'Let effects pass that are not in the plan and only put back what was there.',
        },
      },
    },
  },
} as const satisfies Schema;

const milliseconds = { type: 'integer', format: 'int64', minimum: 0 } as const satisfies Schema;

export const planStatus = {
  type: 'object',
  properties: {
    observedGeneration,
    conditions,
    change: { type: 'string', description: 'SHA-256 of what was planned: another change is planned anew.' },
    result: {
      type: 'string',
      enum: ['Changes', 'NoChanges', 'Stall'],
      description: 'What comes of it. A Stall cannot be applied.',
    },
    summary: { type: 'string', description: 'The plan in one sentence.' },
    hash: { type: 'string', description: 'Names the plan: what is done, and the facts it stands on.' },
    effects: { type: 'integer', description: 'How many changes it makes in all.' },
    waves: { type: 'integer', description: 'The longest chain of changes of which each needs the one before.' },
    duration: {
      type: 'object',
      description: 'How long it takes, in milliseconds, over 16 simulated runs.',
      required: ['p10', 'p50', 'p90'],
      properties: { p10: milliseconds, p50: milliseconds, p90: milliseconds },
    },
    computed: { type: 'string', format: 'date-time', description: 'When it was computed.' },
    expires: { type: 'string', format: 'date-time', description: 'When it can no longer be applied.' },
    document: { type: 'string', description: 'The whole plan as JSON, where it is small.' },
    chunks: {
      type: 'array',
      items: { type: 'string' },
      'x-kubernetes-list-type': 'atomic',
      description: 'ConfigMaps that hold the whole plan, in order, where it is larger.',
    },
    refusal: {
      type: 'object',
      description: 'Why it was not applied; it never is any more.',
      required: ['reason', 'message'],
      properties: { reason: { type: 'string' }, message: { type: 'string' } },
    },
    application: {
      type: 'object',
      description: 'How far it is done.',
      required: ['state', 'started'],
      properties: {
        state: { type: 'string', enum: ['Applying', 'Stopped', 'Applied'], description: 'Stopped: see refused.' },
        started: { type: 'string', format: 'date-time', description: 'When the first change was let pass.' },
        finished: { type: 'string', format: 'date-time', description: 'When everything was as planned.' },
        declared: { type: 'boolean', description: 'True once the manifests are applied.' },
        refused: { type: 'string', description: 'The change that is not in the plan and stopped it.' },
      },
    },
  },
} as const satisfies Schema;
