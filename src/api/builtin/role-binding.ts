import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';

/** Who has the permissions of a role in a namespace. */
export interface RoleBinding extends KubeObject {
  readonly roleRef: { readonly apiGroup: string; readonly kind: string; readonly name: string };
  readonly subjects?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly apiGroup?: string;
    readonly namespace?: string;
  }[];
}

/** Who has the permissions of a role in a namespace. */
export const RoleBinding: Kind<RoleBinding> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  singular: 'rolebinding',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
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
