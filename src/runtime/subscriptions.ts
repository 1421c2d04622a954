/**
 * Which keys a topic wakes: a provider's owner, a task, a machine's journal, a workload cluster, an object read in passing.
 * A pass subscribes before it looks, so nothing is missed; what a key subscribed to is forgotten when its next pass starts.
 */
export class Subscriptions {
  readonly #keys = new Map<string, Set<string>>();
  readonly #topics = new Map<string, Set<string>>();

  subscribe(topic: string, keyId: string): void {
    add(this.#keys, topic, keyId);
    add(this.#topics, keyId, topic);
  }

  keysOf(topic: string): readonly string[] {
    return [...(this.#keys.get(topic) ?? [])];
  }

  /** Ends all subscriptions of a key and gives their topics. */
  forget(keyId: string): readonly string[] {
    const topics = [...(this.#topics.get(keyId) ?? [])];
    for (const topic of topics) {
      const keys = this.#keys.get(topic);
      keys?.delete(keyId);
      if (keys?.size === 0) {
        this.#keys.delete(topic);
      }
    }
    this.#topics.delete(keyId);
    return topics;
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set<string>();
  map.set(key, values);
  values.add(value);
}
