import type { Schema } from './schema.ts';
import { taint } from './taint.ts';

/** Schema of all taints of a Node. */
export const nodeTaints = {
  type: 'array',
  items: taint,
  maxItems: 16,
  'x-kubernetes-list-type': 'atomic',
  description: 'Taints of its Nodes.',
  'x-kubernetes-validations': [
    {
      rule: 'self.all(t, self.exists_one(other, other.key == t.key && other.effect == t.effect))',
      message: 'two taints have the same key and effect: keep one of the two',
    },
  ],
} as const satisfies Schema;
