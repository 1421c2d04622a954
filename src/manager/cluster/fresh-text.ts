import type { Timers } from '#capabilities/timers.ts';

/** The kubelet renews tokens when a fifth of their life is left, which is minutes at the least. */
const keptMilliseconds = 60_000;

/** What a text says now or said within the last minute; when it cannot be read, what it said last. */
export function freshText(read: () => Promise<string>, timers: Pick<Timers, 'monotonic'>): () => Promise<string> {
  let known: { readonly text: string; readonly at: number } | undefined;
  return async () => {
    const now = timers.monotonic();
    if (known !== undefined && now - known.at < keptMilliseconds) return known.text;
    try {
      known = { text: await read(), at: now };
    } catch (error) {
      if (known === undefined) throw error;
    }
    return known.text;
  };
}
