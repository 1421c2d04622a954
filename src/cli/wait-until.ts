import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';

/** One object and what is waited for; `undefined` stands for an object that is not there. */
export interface Waiting {
  readonly kind: Kind;
  readonly key: { readonly namespace: string | undefined; readonly name: string };
  readonly holds: (object: KubeObject | undefined) => boolean;
  readonly signal: AbortSignal;
}

/** Waits on a watch until something holds of an object; gives the object as it was then. Rejects with the signal's reason. */
export async function waitUntil(client: KubeClient, waiting: Waiting): Promise<KubeObject | undefined> {
  const { kind, key, holds, signal } = waiting;
  for (;;) {
    signal.throwIfAborted();
    const watch = client.objects.watch(kind, {
      signal,
      sendInitialEvents: true,
      allowBookmarks: true,
      fieldSelector: `metadata.name=${key.name}`,
      ...(key.namespace === undefined ? {} : { namespace: key.namespace }),
    });
    let object: KubeObject | undefined;
    let whole = false;
    try {
      for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
        for (const event of events) {
          if (event.type === 'BOOKMARK') whole ||= event.initialEventsEnd;
          else object = event.type === 'DELETED' ? undefined : event.object;
          if (whole && holds(object)) return object;
        }
      }
    } catch (error) {
      // Too slow a reader starts over; everything else is for the caller.
      if (!(error instanceof ApiError) || error.reason !== 'Expired') throw error;
    } finally {
      watch.close();
    }
  }
}
