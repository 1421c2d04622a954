import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';
import { openSchema } from './open-schema.ts';

/** A machine as its cluster sees it. Spec and status are open: the kubelet writes them. */
export interface Node extends KubeObject {
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly podCIDRs?: readonly string[];
    readonly [field: string]: unknown;
  };
  readonly status?: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo?: { readonly architecture?: string; readonly [field: string]: unknown };
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
    readonly [field: string]: unknown;
  };
}

/** A machine as its cluster sees it. Spec and status are open: the kubelet writes them. */
export const Node: Kind<Node> = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  categories: [],
  scope: 'Cluster',
  statusSubresource: true,
  selectableFields: ['spec.unschedulable'],
  schema: openSchema,
  columns: [
    { name: 'Status', type: 'string', path: '.status.conditions[?(@.type=="Ready")].status' },
    { name: 'Version', type: 'string', path: '.status.nodeInfo.kubeletVersion' },
    ageColumn,
  ],
};
