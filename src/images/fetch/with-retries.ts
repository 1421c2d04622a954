import { setTimeout as sleep } from 'node:timers/promises';
import { BuildError } from '../build-error.ts';
import type { Pace } from './pace.ts';

export interface Retrying {
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** What is being done, for the message. */
  readonly what: string;
  /** Anything that grows while attempts bring something new: then they may go on. */
  progress(): number;
  log(line: string): void;
}

const longestWait = 30_000;

/** Repeats what fails in passing, with growing pauses. A BuildError that says that it is no use ends it at once. */
export async function withRetries<T>(attempt: () => Promise<T>, retrying: Retrying): Promise<T> {
  const { pace, signal, what } = retrying;
  let reached = retrying.progress();
  for (let failures = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BuildError && !error.retryable) throw error;
      if (isFull(error)) {
        const message = `${what} stopped: there is no room left on the disk of the cache. Free some; what came is kept.`;
        throw new BuildError('DiskFull', message, { retryable: true, cause: error });
      }
      failures = retrying.progress() > reached ? 1 : failures + 1;
      reached = Math.max(reached, retrying.progress());
      const reason = reasonOf(error);
      if (failures >= pace.attempts) {
        throw new BuildError(
          'DownloadFailed',
          `${what} failed ${failures} times without getting further: ${reason}. Check the network and the address; the next attempt goes on where this one ended.`,
          { retryable: true, cause: error },
        );
      }
      retrying.log(`${what}: ${reason}; trying again`);
      const pause = Math.min(longestWait, pace.backoffMilliseconds * 2 ** (failures - 1));
      await sleep(pause * (0.75 + Math.random() / 2), undefined, { signal });
    }
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error && error.message === 'fetch failed' ? error.cause : error;
  return (inner.message === '' && 'code' in inner ? String(inner.code) : inner.message).replace(/\.$/, '');
}
