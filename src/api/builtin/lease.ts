import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';

/** Who holds something, and since when. */
export interface Lease extends KubeObject {
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
    readonly leaseTransitions?: number;
    readonly preferredHolder?: string;
    readonly strategy?: string;
  };
}

/** Who holds something, and since when. */
export const Lease: Kind<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  singular: 'lease',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: false,
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        default: {},
        properties: {
          holderIdentity: { type: 'string' },
          leaseDurationSeconds: { type: 'integer', format: 'int32', minimum: 1 },
          acquireTime: { type: 'string', format: 'date-time' },
          renewTime: { type: 'string', format: 'date-time' },
          leaseTransitions: { type: 'integer', format: 'int32', minimum: 0 },
          preferredHolder: { type: 'string' },
          strategy: { type: 'string' },
        },
      },
    },
  },
  columns: [{ name: 'Holder', type: 'string', path: '.spec.holderIdentity' }, ageColumn],
};
