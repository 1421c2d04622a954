import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';
import { openSchema } from './open-schema.ts';

/** How many pods of a kind may be away at once. Spec and status are open. */
export interface PodDisruptionBudget extends KubeObject {
  readonly spec?: { readonly [field: string]: unknown };
  readonly status?: { readonly [field: string]: unknown };
}

/** How many pods of a kind may be away at once. Spec and status are open. */
export const PodDisruptionBudget: Kind<PodDisruptionBudget> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: true,
  schema: openSchema,
  columns: [{ name: 'Allowed', type: 'integer', path: '.status.disruptionsAllowed' }, ageColumn],
};
