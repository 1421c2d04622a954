import type { RegisteredKind } from '../kind-registry.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import { pathOf } from './path-of.ts';
import { scalePaths } from './scale-paths.ts';

/** Sets the size in a working copy of an object (or an empty one), in place, and returns it. */
export function withReplicas(
  kind: RegisteredKind,
  object: JsonObject,
  size: { name: string; replicas: number },
): JsonObject {
  const path = pathOf(scalePaths(kind, size.name).specReplicasPath);
  let parent = object;
  for (const name of path.slice(0, -1)) {
    const child = parent[name];
    const next = isJsonObject(child) ? child : {};
    parent[name] = next;
    parent = next;
  }
  parent[path.at(-1) ?? ''] = size.replicas;
  return object;
}
