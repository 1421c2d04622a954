import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';

/** Secret bytes by key. */
export interface Secret extends KubeObject {
  readonly type: string;
  readonly immutable?: boolean;
  /** Base64. */
  readonly data?: { readonly [key: string]: string };
  /** Write-only: the server folds it into `data`. */
  readonly stringData?: { readonly [key: string]: string };
}

/** Secret bytes by key. */
export const Secret: Kind<Secret> = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: false,
  selectableFields: ['type'],
  schema: {
    type: 'object',
    properties: {
      type: { type: 'string', default: 'Opaque' },
      immutable: { type: 'boolean' },
      data: { type: 'object', additionalProperties: { type: 'string', format: 'byte' } },
      stringData: { type: 'object', additionalProperties: { type: 'string' } },
    },
  },
  columns: [{ name: 'Type', type: 'string', path: '.type' }, ageColumn],
};
