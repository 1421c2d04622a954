import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi, ObjectKey, WatchEvent } from '#capabilities/object-api.ts';

export interface Wanted<T extends KubeObject> {
  readonly kind: Kind<T>;
  readonly key: ObjectKey;
  /** Undefined: the object is gone. */
  readonly holds: (object: T | undefined) => boolean;
  /** What can only end badly is told at once: the sentence, or undefined. */
  readonly hopeless?: (object: T | undefined) => string | undefined;
}

function stateAfter<T extends KubeObject>(event: WatchEvent<T>, last: T | undefined): T | undefined {
  if (event.type === 'BOOKMARK') return last;
  return event.type === 'DELETED' ? undefined : event.object;
}

/** Watches one object until something holds of it. Rejects when it is hopeless, at the signal, and when the watch ends. */
export async function watchUntil<T extends KubeObject>(
  objects: ObjectApi,
  wanted: Wanted<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  const { key } = wanted;
  const watch = objects.watch(wanted.kind, {
    ...(key.namespace === undefined ? {} : { namespace: key.namespace }),
    fieldSelector: `metadata.name=${key.name}`,
    sendInitialEvents: true,
    signal,
  });
  let last: T | undefined;
  let known = false;
  try {
    for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
      for (const event of events) {
        last = stateAfter(event, last);
        known ||= event.type !== 'BOOKMARK' || event.initialEventsEnd;
        if (!known) continue;
        if (wanted.holds(last)) return last;
        const end = wanted.hopeless?.(last);
        if (end !== undefined) throw new Error(end);
      }
    }
  } finally {
    watch.close();
  }
  throw new Error(signal.aborted ? 'it did not happen in time' : 'the watch ended');
}
