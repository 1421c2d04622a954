import type { Node } from '#api/builtin/node.ts';

/** What a Node says of itself; Unknown with a sentence when it says nothing. */
export function nodeReady(node: Node): { readonly status: string; readonly reason: string; readonly message: string } {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  if (!ready) return { status: 'Unknown', reason: 'NodeStatusUnknown', message: 'the kubelet has not reported yet' };
  return { status: ready.status, reason: ready.reason ?? 'NodeStatusUnknown', message: ready.message ?? '' };
}
