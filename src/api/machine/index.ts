import { group } from '../group.ts';
import type { FromSchema } from '../meta/from-schema.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { readyColumns } from '../meta/ready-column.ts';
import { machineSpec, machineStatus } from './schema.ts';

/** One host that is, or becomes, a Node of the same name. Written by the control plane's and the pools' controllers. */
export interface Machine extends KubeObject {
  readonly spec: FromSchema<typeof machineSpec>;
  readonly status?: FromSchema<typeof machineStatus>;
}

export const Machine: Kind<Machine> = {
  ...group,
  kind: 'Machine',
  plural: 'machines',
  singular: 'machine',
  shortNames: ['ma'],
  categories: ['slipway'],
  scope: 'Namespaced',
  schema: {
    type: 'object',
    description:
      "One host that is, or becomes, a Node of the same name. Written by the control plane's and the pools' controllers, and never changed: another machine takes its place.",
    required: ['spec'],
    properties: { spec: machineSpec, status: machineStatus },
  },
  statusSubresource: true,
  columns: [
    { name: 'Cluster', type: 'string', path: '.spec.cluster' },
    { name: 'Role', type: 'string', path: '.spec.role' },
    { name: 'Address', type: 'string', path: '.status.addresses[0]', priority: 1 },
    { name: 'Architecture', type: 'string', path: '.status.architecture', priority: 1 },
    { name: 'Phase', type: 'string', path: '.status.bootstrap.phase', priority: 1 },
    { name: 'Provider-Id', type: 'string', path: '.status.providerId', priority: 1 },
    ...readyColumns,
  ],
};
