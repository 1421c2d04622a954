import type { Timers } from '#capabilities/timers.ts';

/** The longest delay Node takes; a longer one would fire at once. */
const longest = 2_147_483_647;

/** Monotonic time of this process. */
export const timers: Timers = {
  monotonic: () => performance.now(),
  sleep,
  after,
};

function after(
  milliseconds: number,
  callback: () => void,
  kind: 'foreground' | 'background' = 'foreground',
): () => void {
  const end = performance.now() + milliseconds;
  let timer: NodeJS.Timeout;
  const start = () => {
    const rest = Math.max(0, end - performance.now());
    timer = setTimeout(() => (rest > longest ? start() : callback()), Math.min(rest, longest));
    if (kind === 'background') timer.unref();
  };
  start();
  return () => clearTimeout(timer);
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = () => {
      stop();
      reject(signal?.reason);
    };
    const stop = after(milliseconds, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}
