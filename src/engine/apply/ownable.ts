import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';

/** Metadata that belongs to the server, whoever sends it. */
const serverOwned = new Set([
  'name',
  'namespace',
  'uid',
  'selfLink',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
]);

/**
 * The part of an object whose fields can have owners, for a write through a subresource: identity and the server's
 * own metadata have none, and neither has what such a write cannot change.
 */
export function ownable(kind: RegisteredKind, object: unknown, subresource: string | undefined): JsonObject {
  if (!isJsonObject(object)) return subresource === 'status' ? {} : { metadata: {} };
  const { apiVersion: _version, kind: _kind, metadata, status, ...rest } = object;
  if (subresource === 'status') return status === undefined ? {} : { status };
  const kept = Object.entries(isJsonObject(metadata) ? metadata : {}).filter(([name]) => !serverOwned.has(name));
  // Metadata as an object even when it is empty: it is never added or removed itself.
  const owned: JsonObject = { metadata: Object.fromEntries(kept), ...rest };
  if (!kind.kind.statusSubresource && status !== undefined) owned['status'] = status;
  return owned;
}
