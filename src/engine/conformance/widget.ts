import { type Condition, conditions } from '#api/meta/condition.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';

interface Part {
  readonly name: string;
  readonly count?: number;
  readonly color?: string;
  readonly sizes?: readonly number[];
}

/** A namespaced object with every feature of a schema. */
export interface Widget extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly mode?: 'Auto' | 'Manual';
    readonly code?: string;
    readonly sealed?: string;
    readonly min?: number;
    readonly max?: number;
    readonly since?: string;
    readonly cidr?: string;
    readonly port?: number | string;
    readonly note?: string | null;
    readonly options?: { readonly level?: number; readonly verbose?: boolean };
    readonly limits?: { readonly [name: string]: string };
    readonly parts?: readonly Part[];
    readonly tags?: readonly string[];
    readonly steps?: readonly string[];
    readonly links?: readonly { readonly to: string; readonly weight?: number }[];
    readonly selector?: { readonly [name: string]: string };
    readonly extra?: { readonly [name: string]: unknown };
  };
  readonly status?: {
    readonly replicas?: number;
    readonly selector?: string;
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
  };
}

/** The kind of {@link Widget}. */
export const Widget: Kind<Widget> = {
  group: 'conformance.slipway.dev',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  singular: 'widget',
  shortNames: ['wd'],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: true,
  scale: {
    specReplicasPath: '.spec.replicas',
    statusReplicasPath: '.status.replicas',
    labelSelectorPath: '.status.selector',
  },
  columns: [],
  selectableFields: ['spec.mode'],
  schema: {
    type: 'object',
    required: ['spec'],
    properties: {
      spec: {
        type: 'object',
        'x-kubernetes-validations': [
          { rule: '!has(self.min) || !has(self.max) || self.min <= self.max', message: 'min must not exceed max' },
          { rule: '!has(oldSelf.code) || has(self.code)', message: 'code must not be removed', fieldPath: '.code' },
        ],
        properties: {
          replicas: { type: 'integer', format: 'int32', minimum: 0, maximum: 100, default: 1 },
          mode: { type: 'string', enum: ['Auto', 'Manual'], default: 'Auto' },
          code: { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 5 },
          sealed: {
            type: 'string',
            maxLength: 20,
            'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'sealed is immutable' }],
          },
          min: { type: 'integer' },
          max: { type: 'integer' },
          since: { type: 'string', format: 'date-time' },
          cidr: {
            type: 'string',
            maxLength: 50,
            'x-kubernetes-validations': [
              { rule: 'isCIDR(self) && cidr(self).prefixLength() <= 24', message: 'must be a CIDR of at most /24' },
            ],
          },
          port: { 'x-kubernetes-int-or-string': true },
          note: { type: 'string', nullable: true },
          options: {
            type: 'object',
            properties: { level: { type: 'integer', default: 3 }, verbose: { type: 'boolean' } },
          },
          limits: { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 3 },
          parts: {
            type: 'array',
            maxItems: 10,
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              required: ['name'],
              'x-kubernetes-validations': [
                {
                  rule: "!has(self.color) || self.color != 'red' || self.count == 1",
                  message: 'only one part of a kind may be red',
                },
              ],
              properties: {
                name: { type: 'string', maxLength: 20 },
                count: { type: 'integer', default: 1, minimum: 1 },
                color: { type: 'string', maxLength: 20 },
                sizes: { type: 'array', items: { type: 'integer' } },
              },
            },
          },
          tags: {
            type: 'array',
            maxItems: 10,
            'x-kubernetes-list-type': 'set',
            items: { type: 'string', maxLength: 20 },
          },
          links: {
            type: 'array',
            'x-kubernetes-list-type': 'atomic',
            items: {
              type: 'object',
              properties: { to: { type: 'string' }, weight: { type: 'integer', default: 1 } },
            },
          },
          steps: { type: 'array', maxItems: 10, items: { type: 'string' } },
          selector: { type: 'object', additionalProperties: { type: 'string' }, 'x-kubernetes-map-type': 'atomic' },
          extra: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
      status: {
        type: 'object',
        properties: {
          replicas: { type: 'integer' },
          selector: { type: 'string' },
          phase: { type: 'string' },
          conditions,
        },
      },
    },
  },
};
