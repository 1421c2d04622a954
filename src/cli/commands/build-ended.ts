import type { KubeObject } from '#api/meta/kube-object.ts';
import { readiness } from '#explain/readiness.ts';

/** Ready, or stopped in a way that building again by itself does not cure. */
export function buildEnded(object: KubeObject | undefined): boolean {
  if (object === undefined || readiness.isReady(object)) return true;
  const built = readiness.condition(object, 'Built');
  return built?.status === 'False' && !['Building', 'NotWanted'].includes(built.reason);
}
