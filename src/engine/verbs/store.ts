import type { KubeObject } from '#api/meta/kube-object.ts';
import type { EngineCore } from '../engine-core.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import type { Encoding } from '../watch/object-codec.ts';
import { catchUp } from './catch-up.ts';
import { checkSize } from './check-size.ts';
import { orNoRoom } from './or-no-room.ts';

/** A write to one object under its optimistic lock. */
export interface Write {
  readonly kind: RegisteredKind;
  readonly path: string;
  /** The resourceVersion that the caller saw; absent when nothing was there. */
  readonly seen: string | undefined;
}

/**
 * Writes an object under its optimistic lock and waits until the cache shows it.
 * Undefined when somebody else wrote first; the cache shows their write by then.
 */
export async function store(core: EngineCore, write: Write, object: JsonObject): Promise<KubeObject | undefined> {
  const encoding = core.codec.encode(write.path, object);
  try {
    return await put(core, write, encoding);
  } finally {
    core.codec.settled(write.path, encoding);
  }
}

async function put(core: EngineCore, write: Write, { value, encoded }: Encoding): Promise<KubeObject | undefined> {
  checkSize(value.byteLength);
  const result = await orNoRoom(core.storage.put({ key: write.path, value, expected: Number(write.seen ?? 0) }));
  if (!result.ok) {
    await catchUp(core, result.current?.version);
    return undefined;
  }
  await core.cache.waitFor(result.revision);
  const cached = core.cache.get(write.kind, write.path);
  if (cached?.metadata.resourceVersion === String(result.revision)) return cached;
  // Somebody has written since; the cache may have taken over the encoded object all the same.
  return Object.isFrozen(encoded) ? (encoded as unknown as KubeObject) : core.codec.complete(encoded, result.revision);
}
