import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';
import { openSchema } from './open-schema.ts';

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
  schema: openSchema,
  columns: [
    { name: 'Desired', type: 'integer', path: '.status.desiredNumberScheduled' },
    { name: 'Ready', type: 'integer', path: '.status.numberReady' },
    ageColumn,
  ],
};
