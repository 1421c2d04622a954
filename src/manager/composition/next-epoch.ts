import { ConfigMap } from '#api/builtin/config-map.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';

const key = { namespace: systemNamespace, name: 'manager' };
const head = { apiVersion: 'v1', kind: 'ConfigMap', metadata: key };

/** The number of this manager among all that ran on the store: higher than every one before, written before anything is done. */
export async function nextEpoch(objects: ObjectApi): Promise<number> {
  try {
    const current = await objects.get(ConfigMap, key);
    const epoch = Number(current.data?.['epoch'] ?? 0) + 1;
    await objects.update(ConfigMap, { ...current, data: { epoch: String(epoch) } });
    return epoch;
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'NotFound')) throw error;
    await objects.create(ConfigMap, { ...head, data: { epoch: '1' } });
    return 1;
  }
}
