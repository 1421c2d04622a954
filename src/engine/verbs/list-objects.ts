import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ListOptions, ObjectList } from '#capabilities/object-api.ts';
import { Compacted } from '#storage/storage.ts';
import type { EngineCore } from '../engine-core.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { selector } from '../selector/selector.ts';
import { continueToken } from './continue-token.ts';

/** A moment's objects of a kind. */
interface Snapshot {
  readonly revision: number;
  readonly items: readonly (readonly [path: string, object: KubeObject])[];
}

/** Lists objects at one revision; pages of one list all show the revision of the first page. */
export async function listObjects(
  core: EngineCore,
  kind: RegisteredKind,
  options: ListOptions,
): Promise<ObjectList<KubeObject>> {
  const matches = selector(kind.kind, options);
  const prefix = objectPath.prefix(kind, options.namespace);
  const page = options.continue ? continueToken.parse(options.continue) : undefined;
  const { revision, items } = await snapshot(core, kind, {
    prefix,
    revision: page?.revision ?? exactRevision(core, options),
  });
  const after = page?.after ?? '';
  const limit = options.limit !== undefined && options.limit > 0 ? options.limit : Number.POSITIVE_INFINITY;
  const found: KubeObject[] = [];
  let last = '';
  let remaining = 0;
  for (const [path, object] of items) {
    if (path <= after || !matches(object)) continue;
    if (found.length < limit) {
      found.push(object);
      last = path;
    } else {
      remaining++;
    }
  }
  const resourceVersion = String(revision);
  if (remaining === 0) return { items: found, resourceVersion };
  // Kubernetes does not count what a selector would leave out.
  const counted = options.labelSelector || options.fieldSelector ? {} : { remainingItemCount: remaining };
  return { items: found, resourceVersion, continue: continueToken.of({ revision, after: last }), ...counted };
}

function exactRevision(core: EngineCore, options: ListOptions): number | undefined {
  const { resourceVersion, resourceVersionMatch } = options;
  if (resourceVersion === undefined || resourceVersion === '' || resourceVersion === '0') return undefined;
  if (!/^\d{1,15}$/.test(resourceVersion)) {
    throw new ApiError(
      'BadRequest',
      `the resourceVersion "${resourceVersion}" is not one; take it from a list or an object`,
    );
  }
  const revision = Number(resourceVersion);
  if (revision > core.cache.revision) {
    throw new ApiError('Timeout', `Too large resource version: ${revision}, current: ${core.cache.revision}`);
  }
  // Pages of a named revision show that revision, unless the client is content with a newer one.
  const exact = resourceVersionMatch === 'Exact' || (resourceVersionMatch === undefined && (options.limit ?? 0) > 0);
  return exact ? revision : undefined;
}

async function snapshot(
  core: EngineCore,
  kind: RegisteredKind,
  wanted: { prefix: string; revision: number | undefined },
): Promise<Snapshot> {
  const cache = core.cache.of(kind);
  const { prefix, revision } = wanted;
  if (revision === undefined || cache.after(revision) === cache.end) {
    const items: (readonly [string, KubeObject])[] = [];
    for (const path of cache.paths(prefix)) {
      const object = cache.get(path);
      if (object) items.push([path, object]);
    }
    return { revision: revision ?? core.cache.revision, items };
  }
  try {
    const { entries } = await core.storage.range(prefix, { revision });
    return { revision, items: entries.map((entry) => [entry.key, core.codec.decode(entry)] as const) };
  } catch (error) {
    if (!(error instanceof Compacted)) throw error;
    throw new ApiError(
      'Expired',
      'The provided continue parameter is too old to display a consistent list result; list again without it',
    );
  }
}
