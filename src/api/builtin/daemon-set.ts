import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';

/** A daemon set. Spec and status are open. */
export interface DaemonSet extends KubeObject {
  readonly spec?: { readonly [field: string]: unknown };
  readonly status?: { readonly [field: string]: unknown };
}

/** A daemon set. Spec and status are open. */
export const DaemonSet: Kind<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
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
    { name: 'Desired', type: 'integer', path: '.status.desiredNumberScheduled' },
    { name: 'Ready', type: 'integer', path: '.status.numberReady' },
    { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
  ],
};
