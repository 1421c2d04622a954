import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ApplyConfiguration, ObjectApi } from '#capabilities/object-api.ts';
import type { Stage } from './stage.ts';

/** The name under which people's files are applied. */
const fieldManager = 'slipway';

function inNamespace(kind: Kind, object: ApplyConfiguration): ApplyConfiguration {
  const namespace = object.metadata.namespace ?? 'default';
  return kind.scope === 'Namespaced' ? { ...object, metadata: { ...object.metadata, namespace } } : object;
}

/** What people do with the objects of a store. */
export const act = {
  /** What serves a manifest; throws an ApiError where nothing does. */
  kindOf(kinds: readonly Kind[], { apiVersion: version, kind }: ApplyConfiguration): Kind {
    const found = kinds.find((known) => known.kind === kind && apiVersion(known) === version);
    if (found === undefined) {
      throw new ApiError('NotFound', `nothing serves ${kind} of ${version}`);
    }
    return found;
  },

  inNamespace,

  async apply(objects: ObjectApi, kinds: readonly Kind[], manifest: ApplyConfiguration): Promise<void> {
    const kind = act.kindOf(kinds, manifest);
    await objects.apply(kind, inNamespace(kind, manifest), { fieldManager, fieldValidation: 'Strict' });
  },

  /** Does something as a person and lets it settle. */
  async attempt(stage: Stage, what: string, work: (objects: ObjectApi) => Promise<void>): Promise<void> {
    await stage.world.act(() => act.within(stage, what, work));
  },

  /** The same within a step of the world; takes note of what is wanted now. What is refused is a shortfall. */
  async within(stage: Stage, what: string, work: (objects: ObjectApi) => Promise<void>): Promise<void> {
    const { oracle, shortfalls, wishes, world } = stage;
    try {
      await work(world.objects);
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      shortfalls.push({ expectation: what, says: `${error.reason}: ${error.message}` });
    }
    await wishes.read(world.objects);
    for (const key of wishes.clusters) {
      const wish = wishes.of(key);
      if (wish !== undefined) {
        oracle.wish(key, wish);
      }
    }
  },
} as const;
