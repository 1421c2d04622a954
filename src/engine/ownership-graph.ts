import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';

/** An object with its kind. */
export interface OwnedObject {
  readonly kind: Kind;
  readonly object: KubeObject;
}

/** Who owns whom, by uid. Each change tells the uids that have to be looked at because of it. */
export class OwnershipGraph {
  readonly #nodes = new Map<string, OwnedObject>();
  readonly #dependents = new Map<string, Set<string>>();

  get(uid: string): OwnedObject | undefined {
    return this.#nodes.get(uid);
  }

  uidsOf(kind: Kind): readonly string[] {
    return [...this.#nodes].filter(([, node]) => node.kind === kind).map(([uid]) => uid);
  }

  dependents(uid: string): readonly OwnedObject[] {
    const found = [...(this.#dependents.get(uid) ?? [])].map((dependent) => this.#nodes.get(dependent));
    return found.filter((node) => node !== undefined);
  }

  put(kind: Kind, object: KubeObject): readonly string[] {
    const { uid, deletionTimestamp } = object.metadata;
    const before = this.#unlink(uid);
    this.#nodes.set(uid, { kind, object });
    const owners = (object.metadata.ownerReferences ?? []).map((owner) => owner.uid);
    for (const owner of owners) {
      const dependents = this.#dependents.get(owner) ?? new Set();
      this.#dependents.set(owner, dependents.add(uid));
    }
    // Former owners may have waited for this object; dependents may have to follow it.
    const former = before.filter((owner) => !owners.includes(owner));
    const below = deletionTimestamp === undefined ? [] : (this.#dependents.get(uid) ?? []);
    return [uid, ...former, ...owners.filter((owner) => this.#isDeleting(owner)), ...below];
  }

  remove(uid: string): readonly string[] {
    const owners = this.#unlink(uid);
    this.#nodes.delete(uid);
    return [...owners, ...(this.#dependents.get(uid) ?? [])];
  }

  #isDeleting(uid: string): boolean {
    return this.#nodes.get(uid)?.object.metadata.deletionTimestamp !== undefined;
  }

  /** Forgets whose dependent an object is; gives its owners until now. */
  #unlink(uid: string): readonly string[] {
    const owners = (this.#nodes.get(uid)?.object.metadata.ownerReferences ?? []).map((owner) => owner.uid);
    for (const owner of owners) {
      const dependents = this.#dependents.get(owner);
      dependents?.delete(uid);
      if (dependents?.size === 0) this.#dependents.delete(owner);
    }
    return owners;
  }
}
