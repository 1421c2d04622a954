import type { Schema } from '#api/meta/schema.ts';

/** What goes wrong at some of the effects that managers ask for. */
export const faultSchema = {
  type: 'object',
  required: ['fault', 'rate'],
  'x-kubernetes-validations': [
    {
      rule: "!has(self.moment) || self.fault == 'Crash'",
      message: 'is for the fault Crash only',
      fieldPath: '.moment',
    },
    {
      rule: "!has(self.code) || self.fault == 'Refused'",
      message: 'is for the fault Refused only',
      fieldPath: '.code',
    },
  ],
  properties: {
    fault: {
      type: 'string',
      enum: ['Crash', 'LostReply', 'Refused'],
      description:
        'Crash: the manager dies, and another one starts 1.5 s later. LostReply: it is done, and nobody hears of it. Refused: it is not done.',
    },
    rate: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      description: 'The share of effects it happens at, from 0 to 1.',
    },
    effects: {
      type: 'string',
      minLength: 1,
      maxLength: 253,
      description:
        'Only effects whose id begins so: `provider`, `provider create`, `provider create machine default/first-workers-1`. Absent: all.',
    },
    moment: {
      type: 'string',
      enum: ['Before', 'Executed', 'After'],
      description:
        'When the manager dies: before it asks, when it is done and not heard of, right after it heard. Absent: any of the three.',
    },
    code: {
      type: 'string',
      enum: ['NoCapacity', 'Quota', 'Unauthorized', 'Invalid', 'RateLimited', 'Unavailable', 'NotFound'],
      description:
        'What a provider or a machine says. Absent: Unavailable. A store says Conflict, a cluster TooManyRequests.',
    },
  },
} as const satisfies Schema;
