import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Timers } from '#capabilities/timers.ts';
import { ConnectionLost } from '#kube/connection-lost.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';

/** Between attempts to reach a manager that does not answer. */
const againMilliseconds = 1_000;

export interface Watching {
  readonly kind: Kind;
  /** Absent: everywhere. */
  readonly namespace?: string | undefined;
  readonly signal: AbortSignal;
  readonly timers: Timers;
  /** Called with all objects there are, after every change; not before the first whole picture. */
  readonly changed: (objects: readonly KubeObject[]) => void;
}

/** Keeps a picture of all objects of a kind up to date, over restarts of the manager, until the signal aborts. */
export async function watchedObjects(client: KubeClient, watching: Watching): Promise<void> {
  const { kind, namespace, signal, timers } = watching;
  while (!signal.aborted) {
    const watch = client.objects.watch(kind, {
      signal,
      sendInitialEvents: true,
      allowBookmarks: true,
      ...(namespace === undefined ? {} : { namespace }),
    });
    const objects = new Map<string, KubeObject>();
    let whole = false;
    try {
      for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
        for (const event of events) {
          if (event.type === 'BOOKMARK') whole ||= event.initialEventsEnd;
          else if (event.type === 'DELETED') objects.delete(event.object.metadata.uid);
          else objects.set(event.object.metadata.uid, event.object);
        }
        if (whole) watching.changed([...objects.values()]);
      }
    } catch (error) {
      const passes = error instanceof ConnectionLost || (error instanceof ApiError && error.reason === 'Expired');
      if (!passes) throw error;
    } finally {
      watch.close();
    }
    if (!signal.aborted) await timers.sleep(againMilliseconds, signal).catch(() => undefined);
  }
}
