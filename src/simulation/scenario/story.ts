/** One thing that happened. */
export interface StoryLine {
  /** Milliseconds since the beginning. */
  readonly at: number;
  /** Who did it, or to whom it happened; empty for what is only told. */
  readonly who: string;
  readonly says: string;
}

/** What happened in one run, for people. */
export class Story {
  readonly #lines: StoryLine[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** In the order of time. */
  get lines(): readonly StoryLine[] {
    return this.#lines.toSorted((one, other) => one.at - other.at);
  }

  tell(who: string, says: string): void {
    this.tellAt(this.#now(), who, says);
  }

  /** Tells of something when it is known what came of it. */
  tellAt(at: number, who: string, says: string): void {
    this.#lines.push({ at, who, says });
  }
}
