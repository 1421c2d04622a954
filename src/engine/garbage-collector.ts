import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { OwnerReference } from '#api/meta/object-meta.ts';
import type { ObjectApi, ObjectKey } from '#capabilities/object-api.ts';
import { followKinds } from './follow-kinds.ts';
import { type OwnedObject, OwnershipGraph } from './ownership-graph.ts';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

export interface GarbageCollectorOptions {
  readonly api: ObjectApi;
  /** The kinds it follows: an owner of any other kind counts as present. */
  readonly kinds: readonly Kind[];
}

/**
 * Deletes objects whose owners are gone, and carries out foreground and orphan deletion.
 * Level-triggered: it lists everything when it starts, so nothing is missed while none ran.
 */
export class GarbageCollector {
  readonly #api: ObjectApi;
  readonly #kinds: readonly Kind[];
  #graph = new OwnershipGraph();
  #due = new Set<string>();
  #working = false;

  constructor(options: GarbageCollectorOptions) {
    this.#api = options.api;
    this.#kinds = options.kinds;
  }

  /** Runs until the signal is aborted; rejects when the api fails otherwise than by refusing, to be run again. */
  async run(signal: AbortSignal): Promise<void> {
    this.#graph = new OwnershipGraph();
    this.#due = new Set();
    this.#working = false;
    await followKinds({
      api: this.#api,
      kinds: this.#kinds,
      signal,
      follower: (kind) => ({
        changed: (object) => this.#note(this.#graph.put(kind, object)),
        gone: (object) => this.#note(this.#graph.remove(object.metadata.uid)),
        synced: (uids) => {
          for (const uid of this.#graph.uidsOf(kind)) if (!uids.has(uid)) this.#note(this.#graph.remove(uid));
        },
        settle: () => this.#work(),
      }),
    });
  }

  #note(uids: Iterable<string>): void {
    for (const uid of uids) this.#due.add(uid);
  }

  async #work(): Promise<void> {
    // One at a time: another batch's work adds to what is due and is done here.
    if (this.#working) return;
    this.#working = true;
    try {
      for (const uid of this.#due) {
        this.#due.delete(uid);
        const node = this.#graph.get(uid);
        if (node) await this.#attempt(node);
      }
    } finally {
      this.#working = false;
    }
  }

  async #attempt(node: OwnedObject): Promise<void> {
    try {
      await this.#process(node);
    } catch (error) {
      // What changed or went meanwhile is told by an event of its own, and then looked at again.
      const expected = error instanceof ApiError && ['NotFound', 'Conflict', 'Invalid'].includes(error.reason);
      if (!expected) throw error;
    }
  }

  async #process(node: OwnedObject): Promise<void> {
    const { metadata } = node.object;
    if (metadata.deletionTimestamp !== undefined) {
      if (metadata.finalizers?.includes(orphan)) await this.#orphanDependents(node);
      else if (metadata.finalizers?.includes(foreground)) await this.#awaitDependents(node);
      return;
    }
    const owners = metadata.ownerReferences ?? [];
    if (owners.length > 0) await this.#judge(node, owners);
  }

  /** Decides whether an object lives on, by the state of its owners. */
  async #judge(node: OwnedObject, owners: readonly OwnerReference[]): Promise<void> {
    const solid: OwnerReference[] = [];
    const leaving: OwnerReference[] = [];
    for (const owner of owners) {
      const state = await this.#ownerState(node, owner);
      if (state === 'present') solid.push(owner);
      if (state === 'awaiting dependents') leaving.push(owner);
    }
    if (solid.length === owners.length) return;
    if (solid.length > 0) {
      await this.#patch(node, { ownerReferences: solid });
      return;
    }
    const { uid, finalizers } = node.object.metadata;
    const deep = leaving.length > 0 && this.#graph.dependents(uid).length > 0;
    const own = finalizers?.includes(orphan)
      ? 'Orphan'
      : finalizers?.includes(foreground)
        ? 'Foreground'
        : 'Background';
    const propagationPolicy = deep ? 'Foreground' : own;
    await this.#api.delete(node.kind, keyOf(node), { propagationPolicy, preconditions: { uid } });
  }

  async #ownerState(node: OwnedObject, owner: OwnerReference): Promise<'present' | 'awaiting dependents' | 'absent'> {
    const known = this.#graph.get(owner.uid)?.object ?? (await this.#find(node, owner));
    if (known === 'unknown kind') return 'present';
    if (known?.metadata.uid !== owner.uid) return 'absent';
    const { deletionTimestamp, finalizers } = known.metadata;
    const awaiting = deletionTimestamp !== undefined && finalizers?.includes(foreground) === true;
    return awaiting ? 'awaiting dependents' : 'present';
  }

  /** Asks the api itself before an owner counts as gone: what is merely not seen yet is no reason to delete. */
  async #find(node: OwnedObject, owner: OwnerReference): Promise<KubeObject | 'unknown kind' | undefined> {
    const group = groupOf(owner.apiVersion);
    const kind = this.#kinds.find(
      (candidate) => candidate.kind === owner.kind && groupOf(apiVersion(candidate)) === group,
    );
    if (!kind) return 'unknown kind';
    const { namespace } = node.object.metadata;
    if (kind.scope === 'Namespaced' && namespace === undefined) return 'unknown kind';
    try {
      return await this.#api.get(kind, {
        name: owner.name,
        namespace: kind.scope === 'Namespaced' ? namespace : undefined,
      });
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
      throw error;
    }
  }

  /** Foreground deletion: the owner goes when no dependent blocks it any more. */
  async #awaitDependents(node: OwnedObject): Promise<void> {
    const { uid, finalizers } = node.object.metadata;
    const blocking = this.#graph
      .dependents(uid)
      .filter(({ object }) =>
        object.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion),
      );
    if (blocking.length === 0) {
      await this.#patch(node, { finalizers: finalizers?.filter((name) => name !== foreground) ?? [] });
      return;
    }
    for (const dependent of blocking)
      if (dependent.object.metadata.uid !== uid) this.#due.add(dependent.object.metadata.uid);
  }

  async #orphanDependents(node: OwnedObject): Promise<void> {
    const { uid, finalizers } = node.object.metadata;
    for (const dependent of this.#graph.dependents(uid)) {
      const owners = dependent.object.metadata.ownerReferences ?? [];
      await this.#patch(dependent, { ownerReferences: owners.filter((owner) => owner.uid !== uid) });
    }
    await this.#patch(node, { finalizers: finalizers?.filter((name) => name !== orphan) ?? [] });
  }

  /** Changes metadata of exactly the object that was seen, as it was seen. */
  async #patch(
    node: OwnedObject,
    change: { finalizers: readonly string[] } | { ownerReferences: readonly OwnerReference[] },
  ): Promise<void> {
    const { uid, resourceVersion } = node.object.metadata;
    const body = { metadata: { uid, resourceVersion, ...change } };
    await this.#api.patch(node.kind, keyOf(node), { type: 'merge', body, fieldManager: 'garbage-collector' });
  }
}

function keyOf(node: OwnedObject): ObjectKey {
  const { name, namespace } = node.object.metadata;
  return { name, namespace };
}

function groupOf(version: string): string {
  return version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
}
