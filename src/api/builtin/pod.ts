import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';
import { openSchema } from './open-schema.ts';

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
  schema: openSchema,
  columns: [
    { name: 'Status', type: 'string', path: '.status.phase' },
    { name: 'Node', type: 'string', path: '.spec.nodeName', priority: 1 },
    ageColumn,
  ],
};
