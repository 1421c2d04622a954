import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectKey, WatchEvent } from '#capabilities/object-api.ts';
import { describeInstallation } from './describe-installation.ts';
import type { Installation } from './installation.ts';

export interface Awaited<T extends KubeObject> {
  readonly kind: Kind<T>;
  readonly key: ObjectKey;
  /** In words, for the failure. */
  readonly what: string;
  /** Undefined: the object is gone. */
  readonly holds: (object: T | undefined) => boolean;
  /** What can only end badly is told at once: the sentence, or undefined. */
  readonly hopeless?: (object: T | undefined) => string | undefined;
  /** Milliseconds; ten minutes where absent: machines under load are slow, not broken. */
  readonly within?: number;
}

async function seen<T extends KubeObject>(
  installation: Installation,
  wanted: Awaited<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  const { kind, key } = wanted;
  const { objects } = await installation.client();
  const watch = objects.watch(kind, {
    ...(key.namespace === undefined ? {} : { namespace: key.namespace }),
    fieldSelector: `metadata.name=${key.name}`,
    sendInitialEvents: true,
    signal,
  });
  const judge = (event: WatchEvent<T>, last: T | undefined) =>
    event.type === 'BOOKMARK' ? last : event.type === 'DELETED' ? undefined : event.object;
  let last: T | undefined;
  let known = false;
  try {
    for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
      for (const event of events) {
        last = judge(event, last);
        known ||= event.type === 'BOOKMARK';
        if (event.type !== 'BOOKMARK' || event.initialEventsEnd) {
          if ((known || last !== undefined) && wanted.holds(last)) return last;
          const end = wanted.hopeless?.(last);
          if (end !== undefined) throw new Error(end);
        }
      }
    }
  } finally {
    watch.close();
  }
  throw new Error(signal.aborted ? 'it did not happen in time' : 'the watch ended');
}

/** Watches one object until something holds of it; rejects with everything that is known when it does not. */
export async function awaitObject<T extends KubeObject>(
  installation: Installation,
  wanted: Awaited<T>,
): Promise<T | undefined> {
  const within = wanted.within ?? 600_000;
  try {
    return await seen(installation, wanted, AbortSignal.timeout(within));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const { kind, key, what } = wanted;
    throw new Error(`${kind.kind} ${key.name}: ${what}: ${why}\n${await describeInstallation(installation)}`, {
      cause: error,
    });
  }
}
