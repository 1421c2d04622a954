import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';

/** Text and bytes by key, not secret. */
export interface ConfigMap extends KubeObject {
  readonly immutable?: boolean;
  readonly data?: { readonly [key: string]: string };
  /** Base64. */
  readonly binaryData?: { readonly [key: string]: string };
}

/** Text and bytes by key, not secret. */
export const ConfigMap: Kind<ConfigMap> = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: false,
  schema: {
    type: 'object',
    properties: {
      immutable: { type: 'boolean' },
      data: { type: 'object', additionalProperties: { type: 'string' } },
      binaryData: { type: 'object', additionalProperties: { type: 'string', format: 'byte' } },
    },
  },
  columns: [ageColumn],
};
