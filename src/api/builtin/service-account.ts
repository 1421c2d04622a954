import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';
import { type ObjectReference, objectReference } from './object-reference.ts';

/** An identity for what runs in a cluster. */
export interface ServiceAccount extends KubeObject {
  readonly secrets?: readonly ObjectReference[];
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
  readonly automountServiceAccountToken?: boolean;
}

/** An identity for what runs in a cluster. */
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
      secrets: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: { ...objectReference },
      },
      imagePullSecrets: {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string' } }, 'x-kubernetes-map-type': 'atomic' },
      },
      automountServiceAccountToken: { type: 'boolean' },
    },
  },
  columns: [ageColumn],
};
