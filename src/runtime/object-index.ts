import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectKey } from '#capabilities/object-api.ts';

const clusterScope = '';

/** Objects of one kind by namespace and name and by uid; lists come in order of namespace and name by code unit. */
export class ObjectIndex {
  readonly #namespaces = new Map<string, Map<string, KubeObject>>();
  readonly #uids = new Map<string, KubeObject>();
  readonly #sorted = new Map<string, readonly KubeObject[]>();

  get(key: ObjectKey): KubeObject | undefined {
    return this.#namespaces.get(key.namespace ?? clusterScope)?.get(key.name);
  }

  byUid(uid: string): KubeObject | undefined {
    return this.#uids.get(uid);
  }

  list(
    options: { readonly namespace?: string; readonly labels?: { readonly [key: string]: string } } = {},
  ): readonly KubeObject[] {
    const wanted = Object.entries(options.labels ?? {});
    const spaces = options.namespace === undefined ? [...this.#namespaces.keys()].sort() : [options.namespace];
    const found = spaces.flatMap((space) => this.#inOrder(space));
    return wanted.length === 0
      ? found
      : found.filter((object) => wanted.every(([key, value]) => object.metadata.labels?.[key] === value));
  }

  put(object: KubeObject): void {
    const space = object.metadata.namespace ?? clusterScope;
    const objects = this.#namespaces.get(space) ?? new Map<string, KubeObject>();
    this.#namespaces.set(space, objects);
    const before = objects.get(object.metadata.name);
    if (before !== undefined) {
      this.#uids.delete(before.metadata.uid);
    }
    objects.set(object.metadata.name, object);
    this.#uids.set(object.metadata.uid, object);
    this.#sorted.delete(space);
  }

  remove(object: KubeObject): void {
    const space = object.metadata.namespace ?? clusterScope;
    const objects = this.#namespaces.get(space);
    objects?.delete(object.metadata.name);
    if (objects?.size === 0) {
      this.#namespaces.delete(space);
    }
    this.#uids.delete(object.metadata.uid);
    this.#sorted.delete(space);
  }

  #inOrder(space: string): readonly KubeObject[] {
    const known = this.#sorted.get(space);
    if (known !== undefined) {
      return known;
    }
    const objects = [...(this.#namespaces.get(space)?.values() ?? [])];
    const sorted = objects.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
    this.#sorted.set(space, sorted);
    return sorted;
  }
}
