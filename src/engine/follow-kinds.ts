import type { Kind } from '#api/meta/kind.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { type Follower, followKind } from './follow-kind.ts';

interface Following {
  readonly api: ObjectApi;
  readonly kinds: readonly Kind[];
  readonly signal: AbortSignal;
  readonly follower: (kind: Kind) => Omit<Follower, 'signal'>;
}

/** {@link followKind} for several kinds at once; when one fails all end and the failure is thrown. */
export async function followKinds(following: Following): Promise<void> {
  const { api, kinds, signal, follower } = following;
  const inner = new AbortController();
  const stop = () => inner.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await Promise.all(
      kinds.map((kind) => {
        const { changed, gone, synced, settle } = follower(kind);
        return followKind(api, kind, { signal: inner.signal, changed, gone, synced, settle });
      }),
    );
  } finally {
    stop();
    signal.removeEventListener('abort', stop);
  }
}
