import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';

/** A scope of names. */
export interface Namespace extends KubeObject {
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: { readonly phase?: 'Active' | 'Terminating'; readonly [field: string]: unknown };
}

/** A scope of names. */
export const Namespace: Kind<Namespace> = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  categories: [],
  scope: 'Cluster',
  statusSubresource: true,
  maxNameLength: 63,
  selectableFields: ['status.phase'],
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: { finalizers: { type: 'array', items: { type: 'string' } } },
      },
      status: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        properties: {
          phase: { type: 'string', enum: ['Active', 'Terminating'] },
          conditions: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['type'],
            items: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
              properties: { type: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  columns: [{ name: 'Status', type: 'string', path: '.status.phase' }, ageColumn],
};
