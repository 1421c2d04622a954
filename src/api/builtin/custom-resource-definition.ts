import type { CustomResourceDefinition as Definition } from '../crd-of.ts';
import { ageColumn } from '../meta/age-column.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { openSchema } from './open-schema.ts';

/** What a kind is, as a server that serves it tells. */
export interface CustomResourceDefinition extends KubeObject {
  readonly spec: Definition['spec'];
  readonly status?: {
    readonly acceptedNames: Definition['spec']['names'];
    readonly conditions: readonly { readonly type: string; readonly status: string; readonly reason: string }[];
    readonly storedVersions: readonly string[];
  };
}

/** What a kind is, as a server that serves it tells. */
export const CustomResourceDefinition: Kind<CustomResourceDefinition> = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  scope: 'Cluster',
  statusSubresource: false,
  schema: openSchema,
  columns: [ageColumn],
  // The kinds of a manager are those of its program.
  readOnly: true,
};
