import type Dockerode from 'dockerode';
import type { Feed } from '#capabilities/feed.ts';
import type { ProviderHint } from '#providers/contract/driver.ts';
import type { EngineLooks } from './create-engine-looks.ts';
import { createFeed } from './create-feed.ts';
import type { FeedSource } from './create-feed.ts';
import { createLineSplitter } from './create-line-splitter.ts';
import { labelNames } from './label-names.ts';

export interface Hints {
  /** Ends when the connection breaks or cannot be made, which is news of its own: everything may have changed. */
  follow(): Feed<ProviderHint>;
  /** Wakes every follower for something this process alone knows. */
  hint(ownerUid: string): void;
  /** Of networks the engine tells only the name: so that their owner is woken, it is noted here when they are seen. */
  noteNetwork(name: string, ownerUid: string): void;
  /** How often the kernel ended something in a container for want of memory since this process listens. */
  outOfMemory(containerId: string): number;
  close(): void;
}

interface EngineEvent {
  readonly Type?: string;
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Readonly<Record<string, string>> };
  readonly Action?: string;
  readonly timeNano?: number;
}

/** What the engine does inside a machine when asked to run something is no change of the machine, nor is reading a file of it. */
const inner = /^(exec_|top$|archive-path|extract-to-dir|copy|attach|resize|mount$|unmount$)/;
/** Of those, what a look may show. */
const written = /^(extract-to-dir|copy)/;

/** Hints from the engine's events on everything Slipway made. A new follower hears what came after the last event that was heard. */
export function createHints(engine: () => Promise<Dockerode>, looks: EngineLooks): Hints {
  const open = new Set<FeedSource<ProviderHint>>();
  const networks = new Map<string, string>();
  const killings = new Map<string, number>();
  let heard: number | undefined;
  let away = false;

  function take(event: EngineEvent, source: FeedSource<ProviderHint>): void {
    heard = event.timeNano ?? heard;
    const { Action: action = '', Actor: actor = {}, Type: type } = event;
    if (!inner.test(action) || written.test(action)) looks.forget();
    const { [labelNames.uid]: uid, name = '' } = actor.Attributes ?? {};
    if (type === 'container' && action === 'oom') killings.set(actor.ID ?? '', (killings.get(actor.ID ?? '') ?? 0) + 1);
    if (type === 'container' && action === 'destroy') killings.delete(actor.ID ?? '');
    const owner = uid ?? (type === 'network' && action === 'destroy' ? networks.get(name) : undefined);
    if (owner && !inner.test(action)) source.push({ ownerUid: owner });
  }

  async function read(source: FeedSource<ProviderHint>, signal: AbortSignal): Promise<void> {
    const client = await engine();
    const filters = JSON.stringify({ type: ['container', 'volume', 'network', 'image'] });
    const since = heard === undefined ? {} : { since: heard / 1e9 };
    const stream = await client.getEvents({ filters, abortSignal: signal, ...since });
    // Whoever met the engine's absence looks again now: this feed ends, which is a gap, and another one is opened.
    if (away) return void (away = false);
    const splitter = createLineSplitter();
    const deaf = looks.listen();
    try {
      for await (const chunk of stream) {
        for (const line of splitter.take(Buffer.from(chunk))) {
          // The engine's own words, of which only texts are used.
          if (line.trim() !== '') take(JSON.parse(line) as EngineEvent, source);
        }
      }
    } finally {
      deaf();
    }
  }

  return {
    follow: () => {
      const stop = new AbortController();
      const source = createFeed<ProviderHint>(() => {
        open.delete(source);
        stop.abort();
      });
      open.add(source);
      // The engine's absence shows in every other call; here it only ends the feed.
      const broken = (): void => void (away = !stop.signal.aborted);
      void read(source, stop.signal)
        .catch(broken)
        .then(() => source.end());
      return source.feed;
    },
    hint: (ownerUid) => {
      for (const source of open) source.push({ ownerUid });
    },
    noteNetwork: (name, ownerUid) => void networks.set(name, ownerUid),
    outOfMemory: (containerId) => killings.get(containerId) ?? 0,
    close: () => {
      for (const source of [...open]) source.feed.close();
    },
  };
}
