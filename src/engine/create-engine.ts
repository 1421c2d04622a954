import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Clock } from '#capabilities/clock.ts';
import type {
  ApplyOptions,
  DeleteOptions,
  ListOptions,
  ObjectApi,
  ObjectKey,
  Patch,
  Watch,
  WatchOptions,
  WriteOptions,
} from '#capabilities/object-api.ts';
import type { Randomness } from '#capabilities/randomness.ts';
import type { Storage } from '#storage/storage.ts';
import { Expressions } from './cel/expressions.ts';
import type { EngineCore } from './engine-core.ts';
import { KindRegistry } from './kind-registry.ts';
import { objectPath } from './object-path.ts';
import { refusal } from './refusal.ts';
import { applyObject } from './verbs/apply-object.ts';
import { checkKey } from './verbs/check-key.ts';
import { createObject } from './verbs/create-object.ts';
import { deleteObject } from './verbs/delete-object.ts';
import { listObjects } from './verbs/list-objects.ts';
import { patchObject } from './verbs/patch-object.ts';
import { scaleObject } from './verbs/scale-object.ts';
import { seedNamespace } from './verbs/seed-namespace.ts';
import { updateObject } from './verbs/update-object.ts';
import { EngineWatch } from './watch/engine-watch.ts';
import { ObjectCache } from './watch/object-cache.ts';
import { type DecodedValues, ObjectCodec } from './watch/object-codec.ts';

export interface EngineOptions {
  readonly storage: Storage;
  readonly kinds: readonly Kind[];
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** The field manager of writes that name none. */
  readonly caller?: string;
  /** How many changes of each kind are kept for watches that start late or read slowly; 1000 where absent. */
  readonly watchWindow?: number;
  /** Compiled rules and patterns, to be shared between engines of one process. */
  readonly expressions?: Expressions;
  /** Objects of what the storage begins with, to be shared between engines of one process that begin with the same. */
  readonly decoded?: DecodedValues;
}

/** The embedded ObjectApi, with what a server of it needs besides. */
export interface Engine extends ObjectApi {
  readonly registry: KindRegistry;
  /** Resolves when everything stored is loaded; every verb awaits it by itself. */
  ready(): Promise<void>;
  /** The newest revision that readers see. */
  revision(): number;
  /** The `autoscaling/v1` Scale of an object. */
  scale(kind: Kind, key: ObjectKey): Promise<KubeObject>;
  /** Stops following the storage, which stays open. */
  close(): void;
}

/** Kubernetes' object semantics over any storage. It loads what is stored at once and follows it from then on. */
export function createEngine(options: EngineOptions): Engine {
  const expressions = options.expressions ?? new Expressions();
  const registry = new KindRegistry(options.kinds, expressions);
  const codec = new ObjectCodec(registry, options.decoded);
  const { storage, clock, randomness } = options;
  const cache = new ObjectCache({ storage, codec, registry, watchWindow: options.watchWindow ?? 1000 });
  const caller = options.caller ?? 'unknown';
  const core: EngineCore = { storage, registry, cache, codec, clock, randomness, expressions, caller };
  const ready = cache.load().then(() => seedNamespace(core, 'default'));
  // A failed load is reported by every verb; nobody need listen here.
  ready.catch(() => undefined);
  return engineOf(core, ready);
}

function engineOf(core: EngineCore, ready: Promise<void>): Engine {
  const { registry, cache } = core;
  const api = verbsOf(core, ready);
  // One cast for all verbs: what is stored under a kind has its type, because the schema of the kind admitted it.
  return {
    ...(api as unknown as ObjectApi),
    registry,
    ready: () => ready,
    revision: () => cache.revision,
    scale: async (kind, key) => {
      await ready;
      return scaleObject.read(core, registry.get(kind), key);
    },
    close: () => cache.close(),
  };
}

/** {@link ObjectApi} without the types of the kinds. */
type Untyped = { readonly [Verb in keyof ObjectApi]: (...request: never[]) => unknown };

function verbsOf(core: EngineCore, ready: Promise<void>): Untyped {
  const { registry, cache } = core;
  return {
    get: async (kind: Kind, key: ObjectKey) => {
      await ready;
      const registered = registry.get(kind);
      const found = cache.get(registered, objectPath.of(registered, checkKey(registered, key)));
      if (!found) throw refusal.notFound(registered.kind, key.name);
      return found;
    },
    list: async (kind: Kind, options: ListOptions = {}) => {
      await ready;
      return listObjects(core, registry.get(kind), options);
    },
    watch: (kind: Kind, options: WatchOptions = {}): Watch<KubeObject> => {
      return new EngineWatch(cache, ready, { find: () => registry.get(kind), options });
    },
    create: async (kind: Kind, sent: unknown, options: WriteOptions = {}) => {
      await ready;
      return createObject(core, { kind: registry.get(kind), sent, options });
    },
    update: async (kind: Kind, sent: unknown, options: WriteOptions = {}) => {
      await ready;
      const request = { kind: registry.get(kind), sent, options };
      return options.subresource === 'scale' ? scaleObject.update(core, request) : updateObject(core, request);
    },
    patch: async (kind: Kind, key: ObjectKey, patch: Patch & WriteOptions) => {
      await ready;
      const request = { kind: registry.get(kind), key, patch };
      return patch.subresource === 'scale' ? scaleObject.patch(core, request) : patchObject(core, request);
    },
    apply: async (kind: Kind, sent: unknown, options: ApplyOptions) => {
      await ready;
      const request = { kind: registry.get(kind), sent, options };
      return options.subresource === 'scale' ? scaleObject.apply(core, request) : applyObject(core, request);
    },
    delete: async (kind: Kind, key: ObjectKey, options: DeleteOptions = {}) => {
      await ready;
      return deleteObject(core, { kind: registry.get(kind), key, options });
    },
  };
}
