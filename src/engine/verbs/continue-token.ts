import { refusal } from '../refusal.ts';

/** Where the next page of a list begins. */
interface Page {
  readonly revision: number;
  /** The last storage key of the page before. */
  readonly after: string;
}

/** The opaque text by which a client asks for the next page. */
export const continueToken = {
  of(page: Page): string {
    return btoa(JSON.stringify({ rv: page.revision, after: page.after }));
  },

  parse(text: string): Page {
    try {
      const token: unknown = JSON.parse(atob(text));
      const { rv, after } = token as { rv?: unknown; after?: unknown };
      if (typeof rv === 'number' && Number.isInteger(rv) && typeof after === 'string') return { revision: rv, after };
    } catch {
      // Malformed in whichever way: the refusal below says what to do.
    }
    throw refusal.badRequest('continue key is not valid; list again without it');
  },
};
