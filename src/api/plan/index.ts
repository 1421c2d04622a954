import { group } from '../group.ts';
import type { FromSchema } from '../meta/from-schema.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { readyColumns } from '../meta/ready-column.ts';
import { planSpec, planStatus } from './schema.ts';

/** What a change would do, computed by running the controllers on a copy of the world; once looked at, it can be applied. */
export interface Plan extends KubeObject {
  readonly spec: FromSchema<typeof planSpec>;
  readonly status?: FromSchema<typeof planStatus>;
}

export const Plan: Kind<Plan> = {
  ...group,
  kind: 'Plan',
  plural: 'plans',
  singular: 'plan',
  shortNames: [],
  categories: ['slipway'],
  scope: 'Namespaced',
  schema: {
    type: 'object',
    description:
      'What a change would do. The manager computes it by running its own controllers on a copy of the world; nothing is changed by it until `spec.apply` names its hash, and then exactly what it says.',
    required: ['spec'],
    properties: { spec: planSpec, status: planStatus },
  },
  statusSubresource: true,
  columns: [
    { name: 'Result', type: 'string', path: '.status.result' },
    { name: 'Effects', type: 'integer', path: '.status.effects' },
    { name: 'Application', type: 'string', path: '.status.application.state' },
    { name: 'Summary', type: 'string', path: '.status.summary', priority: 1 },
    { name: 'Expires', type: 'string', path: '.status.expires', priority: 1 },
    ...readyColumns,
  ],
};
