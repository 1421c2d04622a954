import type { Clock } from '#capabilities/clock.ts';
import type { Randomness } from '#capabilities/randomness.ts';
import type { Storage } from '#storage/storage.ts';
import type { Expressions } from './cel/expressions.ts';
import type { KindRegistry } from './kind-registry.ts';
import type { ObjectCache } from './watch/object-cache.ts';
import type { ObjectCodec } from './watch/object-codec.ts';

/** What the verbs of one engine share. */
export interface EngineCore {
  readonly storage: Storage;
  readonly registry: KindRegistry;
  readonly cache: ObjectCache;
  readonly codec: ObjectCodec;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly expressions: Expressions;
  /** The field manager of writes that name none. */
  readonly caller: string;
}
