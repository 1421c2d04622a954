import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';

/** An identity for pods. */
export interface ServiceAccount extends KubeObject {
  readonly automountServiceAccountToken?: boolean;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly secrets?: readonly { readonly [field: string]: unknown }[];
}

/** An identity for pods. */
export const ServiceAccount: Kind<ServiceAccount> = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: false,
  schema: {
    type: 'object',
    properties: {
      automountServiceAccountToken: { type: 'boolean' },
      imagePullSecrets: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      secrets: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    },
  },
  columns: [{ name: 'Age', type: 'date', path: '.metadata.creationTimestamp' }],
};
