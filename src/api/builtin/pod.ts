import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';

/** A pod. Spec and status are open. */
export interface Pod extends KubeObject {
  readonly spec?: { readonly nodeName?: string; readonly [field: string]: unknown };
  readonly status?: { readonly phase?: string; readonly [field: string]: unknown };
}

/** A pod. Spec and status are open. */
export const Pod: Kind<Pod> = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: true,
  selectableFields: ['spec.nodeName', 'status.phase'],
  schema: {
    type: 'object',
    properties: {
      spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  },
  columns: [
    { name: 'Status', type: 'string', path: '.status.phase' },
    { name: 'Node', type: 'string', path: '.spec.nodeName', priority: 1 },
    { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
  ],
};
