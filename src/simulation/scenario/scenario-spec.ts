import type { Schema } from '#api/meta/schema.ts';
import { eventSchema } from './event-schema.ts';
import { expectationSchema } from './expectation-schema.ts';
import { faultSchema } from './fault-schema.ts';
import { objectSchemas as one } from './object-schemas.ts';

const times = {
  type: 'object',
  default: {},
  description: 'How long things take.',
  properties: {
    profile: {
      type: 'string',
      enum: ['Even', 'Steady', 'Unruly'],
      default: 'Steady',
      description:
        'Even: all takes its middle. Steady: as beside a real provider. Unruly: calls overtake each other, some by a second.',
    },
    scale: {
      type: 'number',
      minimum: 0.01,
      maximum: 1000,
      default: 1,
      description:
        "Makes everything at the provider slower by this factor: the model's own times are those of a container.",
    },
    build: { ...one.duration('How long building an image takes.'), default: '20s' },
  },
} as const satisfies Schema;

const provider = {
  type: 'object',
  default: {},
  description: 'Where machines come from: the model of a type of provider over a simulated one.',
  properties: {
    type: { type: 'string', enum: ['docker', 'sim'], default: 'docker', description: 'Whose model and times.' },
    quota: one.count("So many machines may be there at once. Absent: the model's own limit."),
    processors: { ...one.count('Of its host: so many clusters initialise at a time.'), minimum: 1 },
    zones: {
      type: 'array',
      minItems: 1,
      maxItems: 26,
      'x-kubernetes-list-type': 'set',
      items: { type: 'string', minLength: 1, maxLength: 63 },
      description: 'The provider puts machines into these by turns; nothing that Slipway declares chooses one yet.',
    },
  },
} as const satisfies Schema;

const clusters = {
  type: 'array',
  maxItems: 64,
  default: [],
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name'],
  description: 'Clusters that are declared from the beginning.',
  items: {
    type: 'object',
    required: ['name', 'spec'],
    properties: {
      name: { ...one.name('Its name, and the beginning of the names of several.'), maxLength: 25 },
      count: {
        type: 'integer',
        format: 'int32',
        minimum: 1,
        maximum: 5000,
        description: 'So many of them, called NAME-1, NAME-2 and so on. Absent: one, called NAME.',
      },
      every: one.duration('One is declared so long after the other. Absent: all at once.'),
      spec: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        description: 'The spec of the [Cluster](cluster.md).',
      },
    },
  },
} as const satisfies Schema;

/** What a scenario says. */
export const scenarioSpec = {
  type: 'object',
  properties: {
    description: { type: 'string', maxLength: 2000, description: 'What it is about.' },
    seeds: {
      type: 'object',
      default: {},
      description: 'Which runs are made: each seed is another order of things, and another draw of all that is drawn.',
      properties: {
        count: {
          type: 'integer',
          format: 'int32',
          minimum: 1,
          maximum: 100_000,
          description: 'Seeds 1, 2, 3 … 16 if neither is said.',
        },
        list: {
          type: 'array',
          minItems: 1,
          maxItems: 1000,
          'x-kubernetes-list-type': 'atomic',
          items: { type: 'integer', format: 'int64', minimum: 0 },
          description: 'Exactly these.',
        },
      },
      'x-kubernetes-validations': [
        { rule: '!(has(self.count) && has(self.list))', message: 'give count or list, not both' },
      ],
    },
    limit: { ...one.duration('A run that has not come to rest by then is ended.'), default: '24h' },
    times,
    provider,
    objects: one.manifests('What is there before anything else: Providers, PlatformReleases, ConfigMaps.'),
    clusters,
    faults: {
      type: 'array',
      default: [],
      maxItems: 64,
      'x-kubernetes-list-type': 'atomic',
      items: faultSchema,
      description:
        'What goes wrong from the beginning. A run ends well only when faults are rare enough, or ended by an event.',
    },
    events: {
      type: 'array',
      default: [],
      maxItems: 1000,
      'x-kubernetes-list-type': 'atomic',
      items: eventSchema,
      description: 'What happens, in this order: each waits for its own moment and for all before it.',
    },
    expect: expectationSchema,
  },
} as const satisfies Schema;
