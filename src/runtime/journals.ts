import type { Feed } from '#capabilities/feed.ts';
import type { HostAccess } from '#capabilities/host-access.ts';
import type { Randomness } from '#capabilities/randomness.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { Backoff } from './backoff.ts';
import { parseJournalLine } from '#domain/host/parse-journal-line.ts';
import { Pause } from './pause.ts';

/** Which machine's journal: `uid` is the Machine object's, `machine` the provider's id. */
export interface JournalRequest {
  readonly provider: string;
  readonly machine: string;
  readonly uid: string;
}

export interface JournalsOptions {
  /** Undefined while the provider is gone or cannot reach into machines. */
  readonly access: (provider: string) => HostAccess | undefined;
  readonly timers: Timers;
  readonly randomness: Randomness;
  /** The first that are heard of a machine concern whoever asked for its journal, whatever task they are of: then `tasks` is absent. */
  readonly onEntries: (uid: string, tasks: readonly string[] | undefined) => void;
  readonly onProblem: (problem: { readonly where: string; readonly error: unknown }) => void;
}

interface Follower {
  readonly request: JournalRequest;
  readonly entries: JournalEntry[];
  readonly pause: Pause;
  feed: Feed<string> | undefined;
  stopped: boolean;
}

/** Machines' journals by uid, each followed once from the last entry that arrived, as long as anybody wants it. */
export class Journals {
  readonly #options: JournalsOptions;
  readonly #followers = new Map<string, Follower>();
  readonly #forgotten = new Set<string>();

  constructor(options: JournalsOptions) {
    this.#options = options;
  }

  /** Starts following and gives what has arrived; a machine that got another provider id is read from its beginning. */
  entries(request: JournalRequest): readonly JournalEntry[] {
    const known = this.#followers.get(request.uid);
    if (
      known !== undefined &&
      known.request.machine === request.machine &&
      known.request.provider === request.provider
    ) {
      return [...known.entries];
    }
    if (this.#forgotten.has(request.uid)) {
      return [];
    }
    this.release(request.uid);
    const follower: Follower = {
      request,
      entries: [],
      pause: new Pause(this.#options.timers),
      feed: undefined,
      stopped: false,
    };
    this.#followers.set(request.uid, follower);
    void this.#follow(follower);
    return [];
  }

  /** What has arrived of a journal that is followed. */
  heard(uid: string): readonly JournalEntry[] {
    return [...(this.#followers.get(uid)?.entries ?? [])];
  }

  /** Nothing more is wanted of this machine, though its object is still looked at: it is about to go. */
  forget(uid: string): void {
    this.release(uid);
    this.#forgotten.add(uid);
  }

  /** Nobody looks at this journal any more. */
  release(uid: string): void {
    this.#forgotten.delete(uid);
    const follower = this.#followers.get(uid);
    if (follower !== undefined) {
      this.#followers.delete(uid);
      follower.stopped = true;
      follower.feed?.close();
      follower.pause.wake();
    }
  }

  close(): void {
    for (const uid of [...this.#followers.keys()]) {
      this.release(uid);
    }
  }

  async #follow(follower: Follower): Promise<void> {
    const { timers: _timers, randomness, onProblem } = this.#options;
    const backoff = new Backoff({ baseMilliseconds: 200, maximumMilliseconds: 15_000, randomness });
    while (!follower.stopped) {
      try {
        if (await this.#readFeed(follower)) {
          backoff.reset();
        }
      } catch (error) {
        onProblem({ where: `journal of machine ${follower.request.uid}`, error });
      }
      if (!follower.stopped) {
        await follower.pause.wait(backoff.next());
      }
    }
  }

  /** Reads one feed to its end; true when it brought something new. */
  async #readFeed(follower: Follower): Promise<boolean> {
    const { request, entries } = follower;
    const access = this.#options.access(request.provider);
    if (access === undefined) {
      return false;
    }
    const before = entries.length;
    const after = String(entries.at(-1)?.sequence ?? 0);
    const feed = access.follow(request.machine, ['slipway-host', 'journal', '--follow', '--after', after]);
    follower.feed = feed;
    try {
      for (let lines = await feed.next(); lines.length > 0 && !follower.stopped; lines = await feed.next()) {
        const known = entries.length;
        const complete = lines.every((line) => append(follower, line));
        if (entries.length > known) {
          const tasks = new Set(entries.slice(known).map(({ task }) => task));
          this.#options.onEntries(request.uid, known === 0 ? undefined : [...tasks]);
        }
        if (!complete) {
          throw new Error('it has a gap: reading it again from the last entry that is there');
        }
      }
    } finally {
      feed.close();
    }
    return entries.length > before;
  }
}

/** Takes one line if it is this machine's next entry; false when one before it is missing. What is no entry is passed over. */
function append(follower: Follower, line: string): boolean {
  const entry = parseJournalLine(line);
  const expected = (follower.entries.at(-1)?.sequence ?? 0) + 1;
  if (entry === undefined || entry.machine !== follower.request.uid || entry.sequence < expected) {
    return true;
  }
  if (entry.sequence > expected) {
    return false;
  }
  follower.entries.push(entry);
  return true;
}
