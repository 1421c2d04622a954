/** In order of urgency: a user changed a spec or asked for deletion; something happened; everything is looked at again. */
export type Priority = 'user' | 'event' | 'resync';

const priorities = ['user', 'event', 'resync'] as const satisfies readonly Priority[];

/** So many takes in a row may go to more urgent keys before the least urgent waiting one gets its turn. */
const patience = 8;

interface Waiting {
  priority: Priority;
  readonly group: string;
}

/**
 * Keys to run: each waits at most once and never while it runs; a key added while it runs waits again when it is done.
 * Within a priority the groups (clusters) take turns, so that one with a thousand keys delays another by one key, not by a thousand.
 */
export class WorkQueue {
  readonly #lanes = new Map<Priority, Map<string, Set<string>>>(priorities.map((priority) => [priority, new Map()]));
  readonly #waiting = new Map<string, Waiting>();
  readonly #running = new Map<string, Waiting | undefined>();
  #urgentTakes = 0;

  /** Keys that wait to be taken. */
  get depth(): number {
    return this.#waiting.size;
  }

  add(key: string, group: string, priority: Priority): void {
    if (this.#running.has(key)) {
      const dirty = this.#running.get(key);
      this.#running.set(key, { priority: moreUrgent(dirty?.priority, priority), group });
      return;
    }
    const waiting = this.#waiting.get(key);
    const urgency = moreUrgent(waiting?.priority, priority);
    if (waiting !== undefined) {
      if (urgency === waiting.priority) {
        return;
      }
      this.#leave(key, waiting);
    }
    this.#waiting.set(key, { priority: urgency, group });
    const groups = this.#lane(urgency);
    const keys = groups.get(group) ?? new Set<string>();
    groups.set(group, keys);
    keys.add(key);
  }

  /** The next key, marked as running until {@link done}; undefined when none waits. */
  take(): { readonly key: string; readonly priority: Priority } | undefined {
    const occupied = priorities.filter((priority) => this.#lane(priority).size > 0);
    const [first] = occupied;
    const last = occupied.at(-1);
    if (first === undefined || last === undefined) {
      return undefined;
    }
    const lowestTurn = occupied.length > 1 && this.#urgentTakes >= patience;
    this.#urgentTakes = lowestTurn || occupied.length === 1 ? 0 : this.#urgentTakes + 1;
    const priority = lowestTurn ? last : first;
    const key = this.#next(this.#lane(priority));
    this.#waiting.delete(key);
    this.#running.set(key, undefined);
    return { key, priority };
  }

  /** The run of a taken key is over; true when it waits again because it was added meanwhile. */
  done(key: string): boolean {
    const dirty = this.#running.get(key);
    this.#running.delete(key);
    if (dirty !== undefined) {
      this.add(key, dirty.group, dirty.priority);
    }
    return dirty !== undefined;
  }

  #lane(priority: Priority): Map<string, Set<string>> {
    const lane = this.#lanes.get(priority);
    if (lane === undefined) {
      throw new Error(`the queue has no priority ${priority}`);
    }
    return lane;
  }

  /** Takes the oldest key of the group whose turn it is and puts the group behind the others. */
  #next(groups: Map<string, Set<string>>): string {
    for (const [group, keys] of groups) {
      for (const key of keys) {
        keys.delete(key);
        groups.delete(group);
        if (keys.size > 0) {
          groups.set(group, keys);
        }
        return key;
      }
    }
    throw new Error('a lane of the queue holds an empty group');
  }

  #leave(key: string, waiting: Waiting): void {
    const groups = this.#lane(waiting.priority);
    const keys = groups.get(waiting.group);
    keys?.delete(key);
    if (keys?.size === 0) {
      groups.delete(waiting.group);
    }
  }
}

function moreUrgent(left: Priority | undefined, right: Priority): Priority {
  return left !== undefined && priorities.indexOf(left) < priorities.indexOf(right) ? left : right;
}
