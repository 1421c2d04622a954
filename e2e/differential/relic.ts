import type { Kind } from '#api/meta/kind.ts';
import type { Schema } from '#api/meta/schema.ts';

function relic(spec: Schema): Kind {
  return {
    group: 'conformance.slipway.dev',
    version: 'v1',
    kind: 'Relic',
    plural: 'relics',
    singular: 'relic',
    shortNames: [],
    categories: [],
    scope: 'Namespaced',
    statusSubresource: true,
    columns: [],
    schema: {
      type: 'object',
      properties: { spec, status: { type: 'object', properties: { phase: { type: 'string' } } } },
    },
  };
}

const text: Schema = { type: 'string', maxLength: 20 };

/** A kind that was loose when its objects were stored, and is strict now: what ratcheting is for. */
export const relics = {
  loose: relic({
    type: 'object',
    properties: {
      word: { type: 'string' },
      other: { type: 'string' },
      count: { type: 'integer' },
      mode: { type: 'string' },
      list: { type: 'array', items: { type: 'string' } },
      atoms: {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } },
      },
      parts: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string' }, size: { type: 'integer' } },
        },
      },
      limits: { type: 'object', additionalProperties: { type: 'string' } },
      ruled: { type: 'object', properties: { low: { type: 'integer' }, high: { type: 'integer' } } },
      always: { type: 'object', properties: { low: { type: 'integer' }, high: { type: 'integer' } } },
      needs: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
    },
  }),
  strict: relic({
    type: 'object',
    properties: {
      word: { ...text, pattern: '^[a-z]+$' },
      other: text,
      count: { type: 'integer', maximum: 10 },
      mode: { type: 'string', enum: ['On', 'Off'] },
      list: { type: 'array', maxItems: 3, items: { type: 'string', maxLength: 5 } },
      atoms: {
        type: 'array',
        maxItems: 10,
        items: { type: 'object', properties: { name: text, size: { type: 'integer', maximum: 10 } } },
      },
      parts: {
        type: 'array',
        maxItems: 10,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: {
          type: 'object',
          required: ['name'],
          properties: { name: text, size: { type: 'integer', maximum: 10 } },
          'x-kubernetes-validations': [
            { rule: "!has(self.size) || self.name != 'odd' || self.size != 7", message: 'odd parts are not seven' },
          ],
        },
      },
      limits: { type: 'object', maxProperties: 5, additionalProperties: { type: 'string', maxLength: 3 } },
      ruled: {
        type: 'object',
        properties: { low: { type: 'integer' }, high: { type: 'integer' } },
        'x-kubernetes-validations': [{ rule: 'self.low <= self.high', message: 'low must not exceed high' }],
      },
      always: {
        type: 'object',
        properties: { low: { type: 'integer' }, high: { type: 'integer' } },
        'x-kubernetes-validations': [
          { rule: 'self.low <= self.high || oldSelf.low == 100', message: 'low must not exceed high' },
        ],
      },
      needs: { type: 'object', required: ['a'], properties: { a: text, b: text } },
    },
  }),
} as const;
