import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';

/** Permissions in a namespace. */
export interface Role extends KubeObject {
  readonly rules?: readonly { readonly [field: string]: unknown }[];
}

/** Permissions in a namespace. */
export const Role: Kind<Role> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'Role',
  plural: 'roles',
  singular: 'role',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: false,
  schema: {
    type: 'object',
    properties: {
      rules: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    },
  },
  columns: [{ name: 'Age', type: 'date', path: '.metadata.creationTimestamp' }],
};
