import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ListOptions, ObjectList } from '#capabilities/object-api.ts';
import { Compacted } from '#storage/storage.ts';
import type { EngineCore } from '../engine-core.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { selector } from '../selector/selector.ts';
import { continueToken } from './continue-token.ts';

/** A moment's objects of a kind, in order of their paths, that come after a path. */
interface Snapshot {
  readonly revision: number;
  readonly count: number;
  readonly at: (index: number) => readonly [path: string, object: KubeObject | undefined];
}

/** Lists objects at one revision; pages of one list all show the revision of the first page. */
export async function listObjects(
  core: EngineCore,
  kind: RegisteredKind,
  options: ListOptions,
): Promise<ObjectList<KubeObject>> {
  const matches = selector(kind.kind, options);
  const page = options.continue ? continueToken.parse(options.continue) : undefined;
  const { revision, count, at } = await snapshot(core, kind, {
    prefix: objectPath.prefix(kind, options.namespace),
    after: page?.after ?? '',
    revision: page?.revision ?? exactRevision(core, options),
  });
  const limit = options.limit !== undefined && options.limit > 0 ? options.limit : Number.POSITIVE_INFINITY;
  const found: KubeObject[] = [];
  let last = '';
  let more = false;
  // What comes after a page is looked at until it is known that something does: a list of pages costs as much as one.
  for (let index = 0; index < count && !more; index++) {
    const [path, object] = at(index);
    if (!object || !matches(object)) continue;
    if (found.length < limit) {
      found.push(object);
      last = path;
    } else {
      more = true;
    }
  }
  const resourceVersion = String(revision);
  if (!more) return { items: found, resourceVersion };
  // Kubernetes does not count what a selector would leave out.
  const counted = options.labelSelector || options.fieldSelector ? {} : { remainingItemCount: count - found.length };
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
  wanted: { readonly prefix: string; readonly after: string; readonly revision: number | undefined },
): Promise<Snapshot> {
  const cache = core.cache.of(kind);
  const { prefix, after, revision } = wanted;
  if (revision === undefined || cache.after(revision) === cache.end) {
    const paths = cache.paths(prefix, after);
    return {
      revision: revision ?? core.cache.revision,
      count: paths.length,
      at: (index) => {
        const path = paths[index] ?? '';
        return [path, cache.get(path)];
      },
    };
  }
  try {
    const range = await core.storage.range(prefix, { revision });
    const entries = range.entries.filter(({ key }) => key > after);
    return {
      revision,
      count: entries.length,
      at: (index) => {
        const entry = entries[index];
        return [entry?.key ?? '', entry && core.codec.decode(entry)];
      },
    };
  } catch (error) {
    if (!(error instanceof Compacted)) throw error;
    throw new ApiError(
      'Expired',
      'The provided continue parameter is too old to display a consistent list result; list again without it',
    );
  }
}
