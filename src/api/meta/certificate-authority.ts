import type { Schema } from './schema.ts';

/** Schema of an authority of the owner's by which a cluster's own are signed. */
export const certificateAuthority = {
  type: 'object',
  required: ['secretRef'],
  description:
    "An authority of yours, such as an enterprise's intermediate one, read once when the cluster's authorities are made; absent: the cluster's authorities are their own roots.",
  properties: {
    secretRef: {
      type: 'object',
      required: ['name'],
      description:
        "A Secret in the cluster's namespace (kubernetes.io/tls): `tls.crt` has its certificate, then those up to the root; `tls.key` its key; `ca.crt`, if there, the roots it must lead to.",
      properties: { name: { type: 'string', minLength: 1, maxLength: 253, description: 'Name of the Secret.' } },
    },
    usage: {
      type: 'string',
      enum: ['Issuer', 'ClusterAuthority'],
      default: 'Issuer',
      description:
        "Issuer: it issues the cluster's three authorities. ClusterAuthority: it is the cluster's authority itself, for which it must serve no other cluster; etcd and the front proxy get roots of their own.",
    },
  },
} as const satisfies Schema;
