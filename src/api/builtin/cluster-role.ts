import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';

/** Permissions in the whole cluster. */
export interface ClusterRole extends KubeObject {
  readonly rules?: readonly { readonly [field: string]: unknown }[];
  readonly aggregationRule?: { readonly [field: string]: unknown };
}

/** Permissions in the whole cluster. */
export const ClusterRole: Kind<ClusterRole> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  singular: 'clusterrole',
  shortNames: [],
  categories: [],
  scope: 'Cluster',
  statusSubresource: false,
  schema: {
    type: 'object',
    properties: {
      rules: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      aggregationRule: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  },
  columns: [{ name: 'Age', type: 'date', path: '.metadata.creationTimestamp' }],
};
