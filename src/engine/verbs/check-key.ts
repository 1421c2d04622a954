import type { ObjectKey } from '#capabilities/object-api.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';

/** Refuses an identity that lacks what its kind needs; gives the storage's view of it. */
export function checkKey(kind: RegisteredKind, key: ObjectKey): { readonly namespace: string; readonly name: string } {
  if (typeof key.name !== 'string' || key.name === '') throw refusal.badRequest('name is required');
  if (key.name.includes('/')) throw refusal.notFound(kind.kind, key.name);
  const namespace = key.namespace ?? '';
  if (kind.kind.scope === 'Cluster') {
    if (namespace !== '') throw refusal.badRequest(`${kind.kind.kind} is cluster-scoped: leave the namespace out`);
  } else if (namespace === '' || namespace.includes('/')) {
    throw refusal.badRequest(`${kind.kind.kind} is namespaced: an empty namespace may not be set; name one`);
  }
  return { namespace, name: key.name };
}
