import { ApiError } from '#api/meta/api-error.ts';
import type { PassEnd } from './pass-end.ts';

/** When a key runs again by itself, in milliseconds from now; wakes come on top. */
export interface Requeue {
  /** At once, as soon as its own writes are visible; the effects that were asked for, as one text. Undefined: not at once. */
  readonly again: string | undefined;
  /** After the key's own growing delay, and not before `notBefore`. */
  readonly retry: 'none' | 'quick' | 'slow';
  readonly notBefore: number;
  /** A moment that a wait named, if it is near. */
  readonly due: number | undefined;
  /** Safety nets, revisits and moments far away: nothing is expected to happen then. */
  readonly net: number | undefined;
}

/** A moment further away is a renewal rather than a step: nothing waits for it, and a simulation is quiet without it. */
const soonMilliseconds = 3_600_000;

/** What a person changes outside the store wakes nobody: so often, not to keep them waiting for it, a stalled key looks itself. */
const stalledMilliseconds = 10_000;

const nothing: Requeue = { again: undefined, retry: 'none', notBefore: 0, due: undefined, net: undefined };

/** Maps how a pass ended to when its key runs again. */
export function requeue(
  end: PassEnd,
  options: { readonly now: number; readonly safetyNets: boolean; readonly resyncMilliseconds: number },
): Requeue {
  switch (end.ended) {
    case 'idle':
      return nothing;
    case 'threw':
      return { ...nothing, retry: isConflict(end.error) ? 'quick' : 'slow', notBefore: retryAfter(end.error) };
    case 'outcome':
      break;
  }
  const { outcome } = end;
  const revisit = end.revisit === undefined ? undefined : Math.max(0, end.revisit - options.now);
  const net = options.safetyNets ? earliest(revisit, options.resyncMilliseconds) : revisit;
  switch (outcome.outcome) {
    case 'proceed':
      return { ...nothing, net };
    case 'stall':
      return { ...nothing, net: earliest(net, stalledMilliseconds) };
    case 'progressed':
      return { ...nothing, again: end.effects.join('\n') };
    case 'wait': {
      const times = outcome.wokenBy.flatMap((source) =>
        source.by === 'time' ? [Math.max(0, source.at - options.now)] : [],
      );
      const moment = times.length === 0 ? undefined : Math.min(...times);
      const soon = moment !== undefined && moment <= soonMilliseconds;
      const late = soon || moment === undefined ? net : earliest(net, moment);
      return {
        ...nothing,
        due: soon ? moment : undefined,
        net: options.safetyNets ? earliest(late, outcome.atMostMilliseconds) : late,
      };
    }
  }
}

/** A write that met a newer object: nothing is wrong, the cache is a moment behind. */
function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'Conflict';
}

function retryAfter(error: unknown): number {
  if (error instanceof ApiError) {
    return (error.details.retryAfterSeconds ?? 0) * 1000;
  }
  const hinted = error instanceof Error && 'retryAfterMilliseconds' in error ? error.retryAfterMilliseconds : undefined;
  return typeof hinted === 'number' ? hinted : 0;
}

function earliest(left: number | undefined, right: number): number {
  return left === undefined ? right : Math.min(left, right);
}
