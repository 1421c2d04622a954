import { group } from '../group.ts';
import type { FromSchema } from '../meta/from-schema.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { providerSpec, providerStatus } from './schema.ts';
import { ageColumn } from '../meta/age-column.ts';

/** Where machines come from: one engine or account. Written by people; `docker` is seeded where an engine is found. */
export interface Provider extends KubeObject {
  readonly spec: FromSchema<typeof providerSpec>;
  readonly status?: FromSchema<typeof providerStatus>;
}

export const Provider: Kind<Provider> = {
  ...group,
  kind: 'Provider',
  plural: 'providers',
  singular: 'provider',
  shortNames: [],
  categories: ['slipway'],
  scope: 'Cluster',
  schema: {
    type: 'object',
    description:
      'Where machines come from: one engine or account, and who may use it. Written by people; `docker` is seeded where an engine is found.',
    required: ['spec'],
    properties: { spec: providerSpec, status: providerStatus },
  },
  statusSubresource: true,
  columns: [{ name: 'Type', type: 'string', path: '.spec.type' }, ageColumn],
};
