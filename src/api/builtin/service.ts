import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';

/** A service. Spec and status are open. */
export interface Service extends KubeObject {
  readonly spec?: { readonly [field: string]: unknown };
  readonly status?: { readonly [field: string]: unknown };
}

/** A service. Spec and status are open. */
export const Service: Kind<Service> = {
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: true,
  schema: {
    type: 'object',
    properties: {
      spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  },
  columns: [
    { name: 'Type', type: 'string', path: '.spec.type' },
    { name: 'Cluster-IP', type: 'string', path: '.spec.clusterIP' },
    { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
  ],
};
