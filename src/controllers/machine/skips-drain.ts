import type { MachineScope } from './scope.ts';

/** Why a machine goes without draining; undefined when it must drain. Ownership is checked all the same. */
export function skipsDrain(scope: MachineScope): string | undefined {
  if (!scope.cluster || scope.cluster.metadata.deletionTimestamp)
    return 'the whole cluster goes, so there is nowhere to drain to';
  if (!scope.nodeUnknown && !scope.machine.status?.nodeRef && !scope.node) return 'it never became a Node';
  return undefined;
}
