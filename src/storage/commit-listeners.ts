import type { LogEntry } from './storage.ts';

/** What {@link Storage.onCommit} calls. */
export type CommitListener = (changes: readonly LogEntry[]) => void;

/** The listeners of one storage, told of every commit in the order of their registration. */
export class CommitListeners {
  // Each registration is its own object, so that one function may be registered twice and removed once.
  readonly #registrations = new Set<{ readonly listener: CommitListener }>();

  add(listener: CommitListener): () => void {
    const registration = { listener };
    this.#registrations.add(registration);
    return () => {
      this.#registrations.delete(registration);
    };
  }

  /**
   * Tells every listener. One that throws keeps neither the others nor the writers from their news: its error
   * surfaces on its own, as an uncaught one, because nobody here could handle it.
   */
  tell(changes: readonly LogEntry[]): void {
    if (changes.length === 0) {
      return;
    }
    // Who registers while being told hears of the next commit first.
    const registrations = [...this.#registrations];
    for (const { listener } of registrations) {
      try {
        listener(changes);
      } catch (error) {
        void Promise.reject(error);
      }
    }
  }

  clear(): void {
    this.#registrations.clear();
  }
}
