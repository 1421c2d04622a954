import { deepEqual } from '#base/deep-equal.ts';
import type { MachineRoutes } from './scope.ts';

/** Whether a machine has other routes than it should; of one that was not heard yet nobody knows. */
export function behind({ applied, heard, wanted }: MachineRoutes): boolean {
  return heard && !deepEqual(wanted, applied);
}
