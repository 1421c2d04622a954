import type Dockerode from 'dockerode';
import type { Feed } from '#capabilities/feed.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { ProviderHint } from '#providers/contract/driver.ts';
import { createFeed } from './create-feed.ts';
import type { FeedSource } from './create-feed.ts';
import { createLineSplitter } from './create-line-splitter.ts';
import { labelNames } from './label-names.ts';

export interface Hints {
  follow(): Feed<ProviderHint>;
  /** Wakes every follower for something this process alone knows. */
  hint(ownerUid: string): void;
  close(): void;
}

interface EngineEvent {
  readonly Actor?: { readonly Attributes?: Readonly<Record<string, string>> };
  readonly Action?: string;
  readonly timeNano?: number;
}

const firstPause = 200;
const longestPause = 10_000;
/** What the engine does inside a machine when asked to run something is no change of the machine. */
const inner = /^(exec_|top$|archive-path|extract-to-dir|copy|attach|resize)/;

/** Hints from the engine's events on everything Slipway made. A broken connection is opened again, from the last event seen. */
export function createHints(engine: () => Promise<Dockerode>, timers: Timers): Hints {
  const open = new Set<FeedSource<ProviderHint>>();
  return {
    follow: () => {
      const stop = new AbortController();
      const source = createFeed<ProviderHint>(() => {
        open.delete(source);
        stop.abort();
      });
      open.add(source);
      void keepReading({ engine, timers, source, signal: stop.signal });
      return source.feed;
    },
    hint: (ownerUid) => {
      for (const source of open) source.push({ ownerUid });
    },
    close: () => {
      for (const source of [...open]) source.feed.close();
    },
  };
}

interface Reading {
  readonly engine: () => Promise<Dockerode>;
  readonly timers: Timers;
  readonly source: FeedSource<ProviderHint>;
  readonly signal: AbortSignal;
}

async function keepReading(reading: Reading): Promise<void> {
  const { timers, signal, source } = reading;
  let pause = firstPause;
  let since: number | undefined;
  let away = false;
  const answered = (): void => {
    // Whoever met the engine's absence is woken by the end of this feed, which is opened again.
    if (away) source.feed.close();
    pause = firstPause;
  };
  while (!signal.aborted) {
    try {
      since = (await readOnce(reading, since, answered)) ?? since;
    } catch {
      // Hints may be lost: what is true is observed. The engine's absence shows in every other call.
      pause = Math.min(pause * 2, longestPause);
      away = true;
    }
    if (!signal.aborted) await timers.sleep(pause, signal).catch(() => undefined);
  }
}

/** Reads until the connection ends; gives the time of the last event in nanoseconds. */
async function readOnce(
  { engine, source, signal }: Reading,
  since: number | undefined,
  answered: () => void,
): Promise<number | undefined> {
  const client = await engine();
  const filters = JSON.stringify({ type: ['container', 'volume', 'network', 'image'] });
  const stream = await client.getEvents({
    filters,
    abortSignal: signal,
    ...(since !== undefined && { since: since / 1e9 }),
  });
  answered();
  let last: number | undefined;
  const splitter = createLineSplitter();
  for await (const chunk of stream) {
    for (const line of splitter.take(Buffer.from(chunk))) {
      if (line.trim() === '') continue;
      // The engine's own words, of which only texts are used.
      const event = JSON.parse(line) as EngineEvent;
      last = event.timeNano ?? last;
      const uid = event.Actor?.Attributes?.[labelNames.uid];
      if (uid && !inner.test(event.Action ?? '')) source.push({ ownerUid: uid });
    }
  }
  return last;
}
