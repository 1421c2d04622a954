import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { ageColumn } from '../meta/age-column.ts';
import type { Schema } from '../meta/schema.ts';

/** A request for a certificate. Spec and status are open. */
export interface CertificateSigningRequest extends KubeObject {
  readonly spec: {
    readonly signerName: string;
    /** PEM in base64. */
    readonly request: string;
    readonly usages?: readonly string[];
    /** Set by the API server from who asked. */
    readonly username?: string;
    readonly groups?: readonly string[];
    readonly [field: string]: unknown;
  };
  readonly status?: {
    /** PEM in base64, once issued. */
    readonly certificate?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status?: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
    readonly [field: string]: unknown;
  };
}

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const satisfies Schema;

/** Who approves and who signs each say a condition of their own. */
const conditions = {
  type: 'array',
  items: { ...open, required: ['type'], properties: { type: { type: 'string' } } },
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
} as const satisfies Schema;

/** A request for a certificate. Spec and status are open. */
export const CertificateSigningRequest: Kind<CertificateSigningRequest> = {
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  plural: 'certificatesigningrequests',
  singular: 'certificatesigningrequest',
  shortNames: ['csr'],
  categories: [],
  scope: 'Cluster',
  statusSubresource: true,
  selectableFields: ['spec.signerName'],
  schema: { type: 'object', properties: { spec: open, status: { ...open, properties: { conditions } } } },
  columns: [
    { name: 'Signer', type: 'string', path: '.spec.signerName' },
    { name: 'Requestor', type: 'string', path: '.spec.username' },
    ageColumn,
  ],
};
