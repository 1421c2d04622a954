import { group } from '../group.ts';
import type { FromSchema } from '../meta/from-schema.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { readyColumns } from '../meta/ready-column.ts';
import { clusterSpec, clusterStatus } from './schema.ts';

/** A declared Kubernetes cluster: the one object a user writes. Its parts live beside it and go with it. */
export interface Cluster extends KubeObject {
  readonly spec: FromSchema<typeof clusterSpec>;
  readonly status?: FromSchema<typeof clusterStatus>;
}

export const Cluster: Kind<Cluster> = {
  ...group,
  kind: 'Cluster',
  plural: 'clusters',
  singular: 'cluster',
  shortNames: ['cl'],
  categories: ['slipway'],
  scope: 'Namespaced',
  schema: {
    type: 'object',
    description:
      'A declared Kubernetes cluster: the one object a user writes. Everything else of the cluster is made from it, lives beside it and goes with it.',
    required: ['spec'],
    properties: { spec: clusterSpec, status: clusterStatus },
  },
  statusSubresource: true,
  maxNameLength: 30,
  nameWithoutDots: true,
  columns: [
    { name: 'Release', type: 'string', path: '.spec.release' },
    { name: 'Kubernetes', type: 'string', path: '.status.kubernetes' },
    { name: 'Provider', type: 'string', path: '.spec.provider', priority: 1 },
    { name: 'Tier', type: 'string', path: '.spec.tier', priority: 1 },
    { name: 'Machines', type: 'integer', path: '.status.machines' },
    { name: 'Endpoint', type: 'string', path: '.status.endpoint.external.address', priority: 1 },
    ...readyColumns,
  ],
};
