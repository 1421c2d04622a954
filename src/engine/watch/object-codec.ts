import type { KubeObject } from '#api/meta/kube-object.ts';
import { deepFreeze } from '#base/deep-freeze.ts';
import type { StoredEntry } from '#storage/storage.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { KindRegistry } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';

/** An object on its way into the storage. */
export interface Encoding {
  readonly value: Uint8Array;
  readonly encoded: JsonObject;
}

/** Objects by the very bytes they were decoded from, to be shared by engines that begin with the same. */
export type DecodedValues = WeakMap<Uint8Array, KubeObject>;

/**
 * Between stored bytes and frozen objects. The bytes hold no resourceVersion: it is the revision that wrote them.
 * An object encoded here is not decoded again when its own commit comes back. What an older schema stored gets the
 * defaults of fields that came since, as from kube-apiserver, and keeps them once it is written again.
 */
export class ObjectCodec {
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  readonly #underWay = new Map<string, Encoding>();
  readonly #registry: KindRegistry;
  readonly #decoded: DecodedValues | undefined;

  constructor(registry: KindRegistry, decoded?: DecodedValues) {
    this.#registry = registry;
    this.#decoded = decoded;
  }

  /** The bytes of an object to be written under a key; takes the object over: nobody may change it afterwards. */
  encode(key: string, object: JsonObject): Encoding {
    const { resourceVersion: _, ...metadata } = object['metadata'] as JsonObject;
    const encoded = { ...object, metadata };
    const encoding = { value: this.#encoder.encode(JSON.stringify(encoded)), encoded };
    this.#underWay.set(key, encoding);
    return encoding;
  }

  /** How many bytes an object would be. */
  size(object: JsonObject): number {
    return this.#encoder.encode(JSON.stringify(object)).byteLength;
  }

  /** Forgets an encoding whose write has settled. */
  settled(key: string, encoding: Encoding): void {
    if (this.#underWay.get(key) === encoding) this.#underWay.delete(key);
  }

  /** The frozen object of stored bytes. Each entry is decoded once, by the cache. */
  decode(entry: StoredEntry): KubeObject {
    const own = this.#underWay.get(entry.key);
    if (own && !Object.isFrozen(own.encoded) && sameBytes(own.value, entry.value)) {
      return this.complete(own.encoded, entry.version);
    }
    const known = this.#decoded?.get(entry.value);
    if (known?.metadata.resourceVersion === String(entry.version)) return known;
    const stored = JSON.parse(this.#decoder.decode(entry.value)) as JsonObject;
    const kind = this.#registry.withId(objectPath.kindId(entry.key));
    if (kind) applyDefaults(kind.root, stored);
    const object = this.complete(stored, entry.version);
    this.#decoded?.set(entry.value, object);
    return object;
  }

  /** Completes an encoded object with the revision that wrote it. */
  complete(encoded: JsonObject, revision: number): KubeObject {
    (encoded['metadata'] as JsonObject)['resourceVersion'] = String(revision);
    return deepFreeze(encoded) as unknown as KubeObject;
  }
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left === right) return true;
  if (left.byteLength !== right.byteLength) return false;
  for (let index = 0; index < left.byteLength; index++) if (left[index] !== right[index]) return false;
  return true;
}
