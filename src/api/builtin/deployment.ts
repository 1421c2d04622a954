import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';
import { openSchema } from './open-schema.ts';

/** A deployment. Spec and status are open. */
export interface Deployment extends KubeObject {
  readonly spec?: { readonly replicas?: number; readonly [field: string]: unknown };
  readonly status?: { readonly availableReplicas?: number; readonly [field: string]: unknown };
}

/** A deployment. Spec and status are open. */
export const Deployment: Kind<Deployment> = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: true,
  scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
  schema: openSchema,
  columns: [
    { name: 'Desired', type: 'integer', path: '.spec.replicas' },
    { name: 'Available', type: 'integer', path: '.status.availableReplicas' },
    ageColumn,
  ],
};
