import type { Fence } from '#capabilities/fence.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';

/** The same objects, with the fence asked before every write. */
export function fenceObjects(objects: ObjectApi, fence: Fence): ObjectApi {
  const fenced = async <R>(write: () => Promise<R>): Promise<R> => {
    await fence.check();
    return await write();
  };
  return {
    get: (...request) => objects.get(...request),
    list: (...request) => objects.list(...request),
    watch: (...request) => objects.watch(...request),
    create: (...request) => fenced(() => objects.create(...request)),
    update: (...request) => fenced(() => objects.update(...request)),
    patch: (...request) => fenced(() => objects.patch(...request)),
    apply: (...request) => fenced(() => objects.apply(...request)),
    delete: (...request) => fenced(() => objects.delete(...request)),
  };
}
