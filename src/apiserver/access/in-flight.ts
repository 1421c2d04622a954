import { ApiError } from '#api/meta/api-error.ts';
import type { User } from './user.ts';

/** Bounds how many requests of one user are being worked on at once, so that one client cannot starve the others. */
export class InFlight {
  readonly #limit: number;
  readonly #counts = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts a request in; the result counts it out, once. TooManyRequests when the user has too many under way. */
  enter(user: User): () => void {
    const count = this.#counts.get(user.name) ?? 0;
    if (count >= this.#limit) {
      throw new ApiError('TooManyRequests', 'Too many requests, please try again later.', { retryAfterSeconds: 1 });
    }
    this.#counts.set(user.name, count + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave(user.name);
    };
  }

  #leave(name: string): void {
    const count = (this.#counts.get(name) ?? 1) - 1;
    if (count === 0) this.#counts.delete(name);
    else this.#counts.set(name, count);
  }
}
