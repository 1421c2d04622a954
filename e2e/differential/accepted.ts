import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Difference } from './differences.ts';

interface Entry {
  /** Of the case, `topic: name`; absent: every one. */
  readonly case?: string;
  /** Where in an answer. */
  readonly at: string;
  readonly because: string;
}

interface Place {
  readonly case: string;
  readonly difference: Difference;
}

/** The differences that are meant: which there are, and which of them no case shows any more. */
export class Accepted {
  readonly #entries: readonly (Entry & { readonly here: RegExp; readonly cases: RegExp })[];
  readonly #seen = new Set<Entry>();

  constructor() {
    const text = readFileSync(join(import.meta.dirname, 'accepted.yaml'), 'utf8');
    this.#entries = (parse(text) as readonly Entry[]).map((entry) => ({
      ...entry,
      here: new RegExp(`^(${entry.at})$`),
      cases: new RegExp(`^(${entry.case ?? '.*'})$`),
    }));
  }

  allows(place: Place): boolean {
    const entry = this.#entries.find(({ here, cases }) => here.test(place.difference.path) && cases.test(place.case));
    if (entry) this.#seen.add(entry);
    return entry !== undefined;
  }

  /** Entries for which there is no reason any more. */
  unused(): readonly string[] {
    return this.#entries.filter((entry) => !this.#seen.has(entry)).map(({ case: name, at }) => `${name ?? ''} ${at}`);
  }
}
