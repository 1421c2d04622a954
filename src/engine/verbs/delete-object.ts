import { rfc3339 } from '#base/rfc3339.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { DeleteOptions, ObjectKey } from '#capabilities/object-api.ts';
import type { EngineCore } from '../engine-core.ts';
import { copyJson } from '../json/copy-json.ts';
import { deepFreeze } from '#base/deep-freeze.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { refusal } from '../refusal.ts';
import { strategyOf } from '../strategy/strategy-of.ts';
import { checkKey } from './check-key.ts';
import { removeStored } from './remove-stored.ts';
import { store } from './store.ts';

interface Deletion {
  readonly kind: RegisteredKind;
  readonly key: ObjectKey;
  readonly options: DeleteOptions;
}

/** Removes an object, or marks it as being deleted while finalizers hold it. */
export async function deleteObject(core: EngineCore, deletion: Deletion): Promise<KubeObject> {
  const { kind, options } = deletion;
  const key = checkKey(kind, deletion.key);
  const path = objectPath.of(kind, key);
  for (;;) {
    const live = core.cache.get(kind, path);
    if (!live) throw refusal.notFound(kind.kind, key.name);
    const why = strategyOf(kind).undeletable?.(live);
    if (why !== undefined) throw refusal.forbidden(kind.kind, key.name, { why, causes: [] });
    checkPreconditions(kind, live, options);
    const marked = mark(core, { kind, live }, options);
    const write = { kind, path, seen: live.metadata.resourceVersion };
    if (marked === undefined) {
      if (options.dryRun) return live;
      const gone = await removeStored(core, write, live);
      if (gone) return gone;
      continue;
    }
    if (marked === 'unchanged') return live;
    if (options.dryRun) return deepFreeze(marked) as unknown as KubeObject;
    const stored = await store(core, write, marked);
    if (stored) return stored;
  }
}

function checkPreconditions(kind: RegisteredKind, live: KubeObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = live;
  if (uid !== undefined && uid !== metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
    throw refusal.precondition(kind.kind, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
    throw refusal.precondition(kind.kind, metadata.name, why);
  }
}

/** The object with its deletion begun; undefined when nothing holds it and it can go at once. */
function mark(
  core: EngineCore,
  target: { kind: RegisteredKind; live: KubeObject },
  options: DeleteOptions,
): JsonObject | 'unchanged' | undefined {
  const { kind, live } = target;
  const strategy = strategyOf(kind);
  const before = live.metadata.finalizers ?? [];
  const after = withPropagation(before, options.propagationPolicy);
  if (after.length === 0 && strategy.held?.(live as unknown as JsonObject) !== true) return undefined;
  const begun = live.metadata.deletionTimestamp !== undefined;
  if (begun && after.length === before.length && after.every((name) => before.includes(name))) return 'unchanged';
  const object = copyJson(live) as JsonObject;
  const metadata = object['metadata'] as JsonObject;
  if (after.length > 0) metadata['finalizers'] = after;
  else delete metadata['finalizers'];
  if (begun) return object;
  metadata['deletionTimestamp'] = rfc3339(core.clock.now());
  metadata['deletionGracePeriodSeconds'] = 0;
  if (live.metadata.generation !== undefined) metadata['generation'] = live.metadata.generation + 1;
  strategy.beginDeletion?.(object);
  return object;
}

/** The garbage collector acts on these finalizers before the object goes. */
function withPropagation(finalizers: readonly string[], policy: DeleteOptions['propagationPolicy']): readonly string[] {
  if (policy === undefined) return finalizers;
  const others = finalizers.filter((name) => name !== 'foregroundDeletion' && name !== 'orphan');
  if (policy === 'Foreground') return [...others, 'foregroundDeletion'];
  return policy === 'Orphan' ? [...others, 'orphan'] : others;
}
