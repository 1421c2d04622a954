import type { ObjectChange } from './observed-store.ts';
import { objectState } from './object-state.ts';

/** Some time in which an object was not Ready for one reason. */
export interface Hold {
  readonly kind: string;
  /** `Kind namespace/name`. */
  readonly object: string;
  readonly reason: string;
  readonly message: string;
  /** Milliseconds since the beginning. */
  readonly since: number;
  readonly lasted: number;
  /** It was so in the end. */
  readonly ended: boolean;
}

interface Open {
  readonly kind: string;
  readonly reason: string;
  readonly message: string;
  readonly since: number;
}

/** Notes what keeps objects from being Ready, and for how long. */
export class HoldHistory {
  readonly #closed: Hold[] = [];
  readonly #open = new Map<string, Open>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  note({ after, label }: ObjectChange): void {
    const ready = after === undefined ? undefined : objectState.ready(after);
    const reason = ready === undefined || ready.status === 'True' ? undefined : ready.reason;
    const open = this.#open.get(label);
    if (open?.reason === reason) {
      return;
    }
    this.#close(label, false);
    if (after !== undefined && ready !== undefined && reason !== undefined) {
      this.#open.set(label, { kind: after.kind, reason, message: ready.message, since: this.#now() });
    }
  }

  /** All of them; what still holds is taken to end now. */
  finish(): readonly Hold[] {
    for (const label of [...this.#open.keys()]) {
      this.#close(label, true);
    }
    return this.#closed;
  }

  #close(object: string, ended: boolean): void {
    const open = this.#open.get(object);
    if (open !== undefined) {
      this.#open.delete(object);
      this.#closed.push({ ...open, object, lasted: this.#now() - open.since, ended });
    }
  }
}
