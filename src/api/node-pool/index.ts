import { group } from '../group.ts';
import type { FromSchema } from '../meta/from-schema.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { readyColumns } from '../meta/ready-column.ts';
import { nodePoolSpec, nodePoolStatus } from './schema.ts';

/** A pool of worker machines alike. Written by the cluster's controller; its size also by people and autoscalers. */
export interface NodePool extends KubeObject {
  readonly spec: FromSchema<typeof nodePoolSpec>;
  readonly status?: FromSchema<typeof nodePoolStatus>;
}

export const NodePool: Kind<NodePool> = {
  ...group,
  kind: 'NodePool',
  plural: 'nodepools',
  singular: 'nodepool',
  shortNames: ['pool', 'pools', 'np'],
  categories: ['slipway'],
  scope: 'Namespaced',
  schema: {
    type: 'object',
    description:
      "A pool of worker machines alike, named <cluster>-<pool>. Written by the cluster's controller; its size also by people and autoscalers through the scale subresource.",
    required: ['spec'],
    properties: { spec: nodePoolSpec, status: nodePoolStatus },
  },
  statusSubresource: true,
  scale: {
    specReplicasPath: '.spec.replicas',
    statusReplicasPath: '.status.replicas',
    labelSelectorPath: '.status.selector',
  },
  columns: [
    { name: 'Cluster', type: 'string', path: '.spec.cluster' },
    { name: 'Desired', type: 'integer', path: '.spec.replicas' },
    { name: 'Current', type: 'integer', path: '.status.replicas' },
    { name: 'Up', type: 'integer', path: '.status.readyReplicas' },
    ...readyColumns,
  ],
};
