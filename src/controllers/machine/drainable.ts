import type { Pod } from '#api/builtin/pod.ts';

/** Pods that have to leave before the machine goes: not those of a DaemonSet, not static ones, not those that ended. */
export function drainable(pods: readonly Pod[]): readonly Pod[] {
  return pods.filter((pod) => {
    const controlledByDaemonSet = (pod.metadata.ownerReferences ?? []).some(
      (owner) => owner.kind === 'DaemonSet' && owner.controller,
    );
    const mirror = pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;
    const ended = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    return !controlledByDaemonSet && !mirror && !ended;
  });
}
