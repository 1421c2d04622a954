import { rfc3339 } from '#base/rfc3339.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectKey, WriteOptions } from '#capabilities/object-api.ts';
import type { EngineCore } from '../engine-core.ts';
import { deepEqual } from '#base/deep-equal.ts';
import { deepFreeze } from '#base/deep-freeze.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { refusal } from '../refusal.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import type { UnknownField } from '../schema/prune.ts';
import { strategyOf } from '../strategy/strategy-of.ts';
import { checkKey } from './check-key.ts';
import { checkSize } from './check-size.ts';
import { isolateSubresource } from './isolate-subresource.ts';
import { sameButForTimes } from './same-but-for-times.ts';
import { settleMetadata } from './settle-metadata.ts';
import { removeStored } from './remove-stored.ts';
import { store } from './store.ts';
import { validateObject } from './validate-object.ts';

/** What a write wants an object to become, worked out against what is stored. */
export interface Proposal {
  readonly object: JsonObject;
  readonly unknown: readonly UnknownField[];
  readonly patched?: boolean;
  /** Field managers after the write; undefined leaves those of the stored object. */
  readonly track: (object: JsonObject, now: string) => readonly unknown[] | undefined;
}

export interface ObjectChange {
  readonly kind: RegisteredKind;
  readonly key: ObjectKey;
  readonly options: WriteOptions;
  /** Called again with what is stored whenever somebody else wrote first and the proposal named no revision. */
  readonly propose: (live: KubeObject) => Proposal;
}

/** Writes a change of an existing object: update, patch and apply end here. A change of nothing writes nothing. */
export async function changeObject(core: EngineCore, change: ObjectChange): Promise<KubeObject> {
  const { kind, options } = change;
  const key = checkKey(kind, change.key);
  const path = objectPath.of(kind, key);
  for (;;) {
    const live = core.cache.get(kind, path);
    if (!live) throw refusal.notFound(kind.kind, key.name);
    const proposal = change.propose(live);
    const { object, seen } = settle(core, change, { live, proposal });
    if (deepEqual(object, withoutVersion(live))) return live;
    if (options.dryRun) {
      checkSize(core.codec.size(object));
      return deepFreeze(withVersion(object, live));
    }
    const write = { kind, path, seen: live.metadata.resourceVersion };
    if (isFinished(kind, object)) {
      // Nothing of this object was stored, so it has no revision of its own: as from kube-apiserver, that of before.
      if (await removeStored(core, write, asObject(object))) return deepFreeze(withVersion(object, live));
    } else {
      const stored = await store(core, write, object);
      if (stored) return stored;
    }
    if (seen !== undefined) throw refusal.modified(kind.kind, key.name);
  }
}

/** The whole object as it would be stored, refused with everything that is wrong with it. */
function settle(core: EngineCore, change: ObjectChange, input: { live: KubeObject; proposal: Proposal }) {
  const { kind, options } = change;
  const { live, proposal } = input;
  const object = isolateSubresource(kind, { live, proposed: proposal.object, subresource: options.subresource });
  const { seen, causes } = settleMetadata(kind, live, object);
  strategyOf(kind).prepare?.(object, live, options.subresource);
  applyDefaults(kind.root, object);
  const metadata = object['metadata'] as JsonObject;
  const managedFields = proposal.track(object, rfc3339(core.clock.now())) ?? live.metadata.managedFields;
  if (managedFields && managedFields.length > 0) metadata['managedFields'] = managedFields;
  else delete metadata['managedFields'];
  keepTimes(live, object);
  if (kind.tracksGeneration) metadata['generation'] = generation(kind, live, object);
  const { unknown, patched } = proposal;
  if (causes.length > 0 || unknown.length > 0 || !deepEqual(object, withoutVersion(live))) {
    validateObject(core, { kind, object, live, unknown, causes, options, patched: patched === true });
  }
  return { object, seen };
}

/**
 * Who applies what is there already, spelled without defaults or as plain text, wrote nothing: the times of the managers
 * stay as they were, so that the object does.
 */
function keepTimes(live: KubeObject, object: JsonObject): void {
  const metadata = object['metadata'] as JsonObject;
  const { managedFields } = live.metadata;
  if (!managedFields || !sameButForTimes(managedFields, metadata['managedFields'] as readonly unknown[])) return;
  const { generation } = live.metadata;
  const kept = { ...metadata, managedFields, ...(generation === undefined ? {} : { generation }) };
  if (deepEqual({ ...object, metadata: kept }, withoutVersion(live))) metadata['managedFields'] = managedFields;
}

/** One more than before when anything but metadata, and status where it is written apart, differs. */
function generation(kind: RegisteredKind, live: KubeObject, object: JsonObject): number {
  const current = live.metadata.generation ?? 1;
  const before = { ...(live as unknown as JsonObject), metadata: undefined };
  const after = { ...object, metadata: undefined };
  if (kind.kind.statusSubresource)
    return deepEqual({ ...before, status: undefined }, { ...after, status: undefined }) ? current : current + 1;
  return deepEqual(before, after) ? current : current + 1;
}

/** Whether nothing holds an object any more whose deletion has begun. */
function isFinished(kind: RegisteredKind, object: JsonObject): boolean {
  const { deletionTimestamp, finalizers } = object['metadata'] as JsonObject;
  if (deletionTimestamp === undefined) return false;
  if (Array.isArray(finalizers) && finalizers.length > 0) return false;
  return strategyOf(kind).held?.(object) !== true;
}

function withoutVersion(live: KubeObject): unknown {
  const { resourceVersion: _, ...metadata } = live.metadata;
  return { ...live, metadata };
}

function withVersion(object: JsonObject, live: KubeObject): KubeObject {
  const metadata = { ...(object['metadata'] as JsonObject), resourceVersion: live.metadata.resourceVersion };
  return asObject({ ...object, metadata });
}

function asObject(object: JsonObject): KubeObject {
  return object as unknown as KubeObject;
}
