import { rfc3339 } from '#base/rfc3339.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { WriteOptions } from '#capabilities/object-api.ts';
import { trackUpdate } from '../apply/track-update.ts';
import type { EngineCore } from '../engine-core.ts';
import { deepFreeze } from '#base/deep-freeze.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { refusal } from '../refusal.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { strategyOf } from '../strategy/strategy-of.ts';
import { checkKey } from './check-key.ts';
import { checkSize } from './check-size.ts';
import { checkNamespace } from './check-namespace.ts';
import { identityOf } from './identity-of.ts';
import { readBody } from './read-body.ts';
import { store } from './store.ts';
import { validateObject } from './validate-object.ts';

/** The letters of generated names: no vowels, no digits that look like letters. */
const nameLetters = 'bcdfghjklmnpqrstvwxz2456789';
const generatedLength = 5;
const generateAttempts = 8;

/** Field managers of a creation: the plain case is an update by the caller, apply brings its own. */
export type Tracker = (object: JsonObject, now: string) => readonly unknown[] | undefined;

export interface Creation {
  readonly kind: RegisteredKind;
  readonly sent: unknown;
  readonly options: WriteOptions;
  readonly track?: Tracker;
  /** It is a configuration: a revision in it was seen of an object that is gone, and says nothing. */
  readonly applied?: boolean;
}

/** Stores a new object. */
export async function createObject(core: EngineCore, creation: Creation): Promise<KubeObject> {
  const { kind, options } = creation;
  if (options.subresource !== undefined) throw refusal.badRequest('a subresource cannot be created; update it');
  const { object, metadata, unknown } = readBody(
    kind,
    creation.sent,
    creation.applied === true ? 'applied' : 'written',
  );
  const { resourceVersion } = metadata;
  if (creation.applied !== true && resourceVersion !== undefined && resourceVersion !== '') {
    throw refusal.badRequest('resourceVersion should not be set on objects to be created');
  }
  const generates =
    !metadata['name'] && typeof metadata['generateName'] === 'string' && metadata['generateName'] !== '';
  if (kind.kind.statusSubresource) delete object['status'];
  strategyOf(kind).prepare?.(object, undefined);
  applyDefaults(kind.root, object);
  for (let attempt = 1; ; attempt++) {
    if (generates) metadata['name'] = generateName(core, kind, String(metadata['generateName']));
    const key = identity(kind, metadata);
    checkNamespace(core, kind, key);
    const path = objectPath.of(kind, key);
    const retry = generates && attempt < generateAttempts;
    fillMetadata(core, { kind, object, metadata }, creation);
    // What is wrong with an object is said although its name is taken, as kube-apiserver does.
    validateObject(core, { kind, object, live: undefined, unknown, options });
    if (core.cache.get(kind, path)) {
      if (retry) continue;
      throw refusal.alreadyExists(kind.kind, key.name);
    }
    if (options.dryRun) {
      checkSize(core.codec.size(object));
      return deepFreeze(object) as unknown as KubeObject;
    }
    const stored = await store(core, { kind, path, seen: undefined }, object);
    if (stored) return stored;
    if (!retry) throw refusal.alreadyExists(kind.kind, key.name);
  }
}

function identity(kind: RegisteredKind, metadata: JsonObject): { readonly namespace: string; readonly name: string } {
  const { name, namespace } = identityOf(metadata);
  // What is wrong with the name itself is told with everything else.
  if (name === '' || name.includes('/'))
    return { name, namespace: checkKey(kind, { name: 'any', namespace }).namespace };
  return checkKey(kind, { name, namespace });
}

function generateName(core: EngineCore, kind: RegisteredKind, base: string): string {
  const longest = Math.min(63, kind.kind.maxNameLength ?? 63) - generatedLength;
  let name = base.slice(0, longest);
  for (let index = 0; index < generatedLength; index++) {
    name += nameLetters[Math.floor(core.randomness.fraction() * nameLetters.length)] ?? 'b';
  }
  return name;
}

function fillMetadata(
  core: EngineCore,
  target: { kind: RegisteredKind; object: JsonObject; metadata: JsonObject },
  creation: Creation,
): void {
  const { kind, object, metadata } = target;
  const now = rfc3339(core.clock.now());
  delete metadata['deletionTimestamp'];
  delete metadata['deletionGracePeriodSeconds'];
  delete metadata['selfLink'];
  delete metadata['resourceVersion'];
  if (kind.kind.scope === 'Cluster') delete metadata['namespace'];
  metadata['uid'] = core.randomness.uuid();
  metadata['creationTimestamp'] = now;
  if (kind.tracksGeneration) metadata['generation'] = 1;
  else delete metadata['generation'];
  const track = creation.track ?? plainTracker(core, kind, creation.options);
  const managedFields = track(object, now);
  if (managedFields && managedFields.length > 0) metadata['managedFields'] = managedFields;
  else delete metadata['managedFields'];
  strategyOf(kind).complete?.(object);
}

function plainTracker(core: EngineCore, kind: RegisteredKind, options: WriteOptions): Tracker {
  return (object, now) => {
    const manager = { name: options.fieldManager ?? core.caller, subresource: undefined };
    return trackUpdate({ kind, live: undefined, object, manager, now });
  };
}
