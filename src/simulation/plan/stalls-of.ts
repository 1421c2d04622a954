import type { KubeObject } from '#api/meta/kube-object.ts';
import type { PlannedStall } from '#domain/plan/plan-document.ts';
import { describeError } from '#runtime/describe-error.ts';
import type { PassEnd } from '#runtime/pass-end.ts';
import type { World } from '../world.ts';

/** What a person has to change, as the last passes over the objects that are left say it. `moving`: the run never came to rest. */
export function stallsOf(
  { controllersOf, ends }: World,
  objects: readonly KubeObject[],
  moving: boolean,
): readonly PlannedStall[] {
  const present = new Set(objects.map(({ kind, metadata }) => labelOf(kind, metadata)));
  return [...ends].flatMap(([id, end]) => {
    const [controller = '', key = ''] = id.split(' ');
    const object = `${controllersOf.get(controller) ?? controller} ${key}`;
    const said = present.has(object) ? saidBy(end, moving) : undefined;
    return said === undefined ? [] : [{ object, ...said }];
  });
}

function saidBy(end: PassEnd, moving: boolean): Omit<PlannedStall, 'object'> | undefined {
  if (end.ended === 'threw') {
    return describeError(end.error);
  }
  if (end.ended === 'idle') {
    return undefined;
  }
  const { outcome } = end;
  if (outcome.outcome === 'stall') {
    return { reason: outcome.reason, message: outcome.message };
  }
  // What looks again by itself, time after time, is what keeps the world from coming to rest.
  const turns =
    outcome.outcome === 'wait' && outcome.wokenBy.some(({ by }) => by === 'time') && outcome.reason !== 'Current';
  return moving && turns ? { reason: outcome.reason, message: outcome.message } : undefined;
}

function labelOf(kind: string, { namespace, name }: KubeObject['metadata']): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
