import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi, Watch, WatchEvent } from '#capabilities/object-api.ts';

/** What a follower hears of a kind. */
export interface Follower {
  readonly signal: AbortSignal;
  changed(object: KubeObject): void;
  gone(object: KubeObject): void;
  /** Everything that exists has been told; what was known before and is not among these uids is gone. */
  synced(uids: ReadonlySet<string>): void;
  /** Called after each batch; the next batch waits for it. */
  settle(): Promise<void>;
}

/**
 * Follows all objects of a kind until the signal is aborted: everything that exists first, then each change.
 * A watch that ends or expires is begun anew; any other refusal rejects.
 */
export async function followKind(api: ObjectApi, kind: Kind, follower: Follower): Promise<void> {
  const { signal } = follower;
  while (!signal.aborted) {
    const watch = api.watch(kind, { sendInitialEvents: true, allowBookmarks: true, signal });
    try {
      const heard = await follow(watch, follower);
      if (!heard && !signal.aborted) throw new Error(`the watch of ${kind.plural} ended before it began`);
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'Expired') throw error;
    } finally {
      watch.close();
    }
  }
}

/** Reads one watch to its end; false when it gave nothing at all. */
async function follow(watch: Watch<KubeObject>, follower: Follower): Promise<boolean> {
  const seen = new Set<string>();
  let initial = true;
  let heard = false;
  for (;;) {
    const events = await watch.next();
    if (events.length === 0 || follower.signal.aborted) return heard;
    heard = true;
    for (const event of events) {
      if (initial && event.type !== 'BOOKMARK') seen.add(event.object.metadata.uid);
      if (initial && event.type === 'BOOKMARK' && event.initialEventsEnd) {
        initial = false;
        follower.synced(seen);
      }
      tell(event, follower);
    }
    await follower.settle();
  }
}

function tell(event: WatchEvent<KubeObject>, follower: Follower): void {
  if (event.type === 'BOOKMARK') return;
  if (event.type === 'DELETED') follower.gone(event.object);
  else follower.changed(event.object);
}
