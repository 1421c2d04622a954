import { copyJson } from '../json/copy-json.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';

/** The document that an RFC 7386 merge patch makes of a working copy; the patch holds no name that reaches a prototype. */
export function mergePatch(document: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return copyJson(patch);
  const merged: JsonObject = isJsonObject(document) ? document : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else if (value !== undefined) merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}
