/** At most so many calls at a time to one place; the others wait in order. */
export class CallLimiter {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #inFlight = 0;

  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
  }

  async run<R>(call: () => Promise<R>): Promise<R> {
    if (this.#inFlight >= this.#limit) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    } else {
      this.#inFlight += 1;
    }
    try {
      return await call();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#inFlight -= 1;
      } else {
        next();
      }
    }
  }
}
