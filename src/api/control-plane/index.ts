import { group } from '../group.ts';
import type { FromSchema } from '../meta/from-schema.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { readyColumns } from '../meta/ready-column.ts';
import { controlPlaneSpec, controlPlaneStatus } from './schema.ts';

/** The control plane of one Cluster, of the same name. Written by the cluster's controller. */
export interface ControlPlane extends KubeObject {
  readonly spec: FromSchema<typeof controlPlaneSpec>;
  readonly status?: FromSchema<typeof controlPlaneStatus>;
}

export const ControlPlane: Kind<ControlPlane> = {
  ...group,
  kind: 'ControlPlane',
  plural: 'controlplanes',
  singular: 'controlplane',
  shortNames: ['cp'],
  categories: ['slipway'],
  scope: 'Namespaced',
  schema: {
    type: 'object',
    description:
      "The control plane of one Cluster, of the same name. Written by the cluster's controller; read it to see how far the control plane is.",
    required: ['spec'],
    properties: { spec: controlPlaneSpec, status: controlPlaneStatus },
  },
  statusSubresource: true,
  columns: [
    { name: 'Cluster', type: 'string', path: '.spec.cluster' },
    { name: 'Desired', type: 'integer', path: '.spec.replicas' },
    { name: 'Current', type: 'integer', path: '.status.replicas' },
    ...readyColumns,
  ],
};
