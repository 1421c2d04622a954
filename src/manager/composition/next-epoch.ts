import { ConfigMap } from '#api/builtin/config-map.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { epochKey } from './epoch-key.ts';

/** So often another manager may come between. */
const mostAttempts = 8;

/**
 * The number of this manager among all that ran on the store: higher than every one before, written before anything is done.
 * It is not below the seconds since 1970 either: in a store that was put back to what it was earlier, what is at
 * providers still bears later numbers, and must not look like the work of a manager that comes after this one.
 */
export async function nextEpoch(objects: ObjectApi, now: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const current = await find(objects);
    const epoch = Math.max(epochOf(current) + 1, Math.floor(now / 1000));
    const data = { epoch: String(epoch) };
    try {
      if (current === undefined)
        await objects.create(ConfigMap, { apiVersion: 'v1', kind: 'ConfigMap', metadata: epochKey, data });
      // Over what was read and nothing newer: its resourceVersion goes along.
      else await objects.update(ConfigMap, { ...current, data: { ...current.data, ...data } });
      return epoch;
    } catch (error) {
      const overtaken = error instanceof ApiError && ['AlreadyExists', 'Conflict', 'NotFound'].includes(error.reason);
      if (!overtaken || attempt === mostAttempts) throw error;
    }
  }
}

function epochOf(object: ConfigMap | undefined): number {
  const epoch = Number(object?.data?.['epoch'] ?? 0);
  return Number.isSafeInteger(epoch) ? epoch : 0;
}

async function find(objects: ObjectApi): Promise<ConfigMap | undefined> {
  try {
    return await objects.get(ConfigMap, epochKey);
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
    throw error;
  }
}
