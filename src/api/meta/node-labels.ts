import { labelValue } from './label-value.ts';
import type { Schema } from './schema.ts';

/**
 * Schema of the labels that a user gives Nodes. A kubelet registers its labels by itself, and may not set most of the
 * reserved ones. The length of a key cannot be bounded in a schema, so rules ask only what costs the same for every length.
 */
export const nodeLabels = {
  type: 'object',
  additionalProperties: labelValue,
  maxProperties: 64,
  description: 'Labels of its Nodes.',
  'x-kubernetes-validations': [
    {
      rule: "self.all(key, !['kubernetes.io/', 'k8s.io/', 'node-role.kubernetes.io/', 'node-restriction.kubernetes.io/', 'slipway.dev/'].exists(reserved, key.startsWith(reserved)))",
      message:
        'labels of kubernetes.io, node-role.kubernetes.io, k8s.io and slipway.dev are not for users: choose a prefix of your own',
    },
  ],
} as const satisfies Schema;
