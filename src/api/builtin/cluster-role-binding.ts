import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';

/** Who has the permissions of a role. */
export interface ClusterRoleBinding extends KubeObject {
  readonly roleRef: { readonly apiGroup: string; readonly kind: string; readonly name: string };
  readonly subjects?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly apiGroup?: string;
    readonly namespace?: string;
  }[];
}

/** Who has the permissions of a role. */
export const ClusterRoleBinding: Kind<ClusterRoleBinding> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  shortNames: [],
  categories: [],
  scope: 'Cluster',
  statusSubresource: false,
  schema: {
    type: 'object',
    properties: {
      roleRef: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      subjects: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    },
  },
  columns: [{ name: 'Age', type: 'date', path: '.metadata.creationTimestamp' }],
};
