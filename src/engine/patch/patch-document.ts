import { ApiError } from '#api/meta/api-error.ts';
import type { Patch } from '#capabilities/object-api.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import { copyJson } from '../json/copy-json.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';
import { jsonPatch } from './json-patch.ts';
import { mergePatch } from './merge-patch.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';

/** The patched document. A resourceVersion in it is a precondition only where the patch itself brought it. */
export function patchDocument(kind: RegisteredKind, document: JsonObject, patch: Patch): JsonObject {
  const metadata = document['metadata'] as JsonObject;
  const { resourceVersion } = metadata;
  const patched = run(kind, document, patch);
  if (!isJsonObject(patched)) throw refusal.badRequest('a patch must leave an object');
  const after = patched['metadata'];
  if (isJsonObject(after) && after['resourceVersion'] === resourceVersion && !namesRevision(patch)) {
    delete after['resourceVersion'];
  }
  return patched;
}

function run(kind: RegisteredKind, document: JsonObject, patch: Patch): unknown {
  if (patch.type === 'json') return jsonPatch(document, patch.body);
  if (!isJsonObject(patch.body)) throw refusal.badRequest('a merge patch is an object');
  // Both recurse and write by name, so depth and names that reach a prototype are refused before.
  const body = copyJson(patch.body);
  if (patch.type === 'merge') return mergePatch(document, body);
  if (kind.builtin) return strategicMergePatch(kind.kind.kind, document, body) ?? {};
  const message =
    'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml';
  throw new ApiError('UnsupportedMediaType', message);
}

function namesRevision(patch: Patch): boolean {
  if (patch.type === 'json') {
    return patch.body.some((operation) => isJsonObject(operation) && operation['path'] === '/metadata/resourceVersion');
  }
  const metadata = isJsonObject(patch.body) ? patch.body['metadata'] : undefined;
  return isJsonObject(metadata) && metadata['resourceVersion'] !== undefined;
}
