import type { Kind } from '#api/meta/kind.ts';

/** Whether a kind is one of Kubernetes' own: its group has no dot or ends in `.k8s.io`, as no custom resource's may. */
export function isBuiltin(kind: Pick<Kind, 'group'>): boolean {
  return !kind.group.includes('.') || kind.group.endsWith('.k8s.io');
}
