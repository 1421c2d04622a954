import { ApiError } from '#api/meta/api-error.ts';
import { copyJson } from './copy-json.ts';
import { isJsonObject, type JsonObject } from './is-json-object.ts';

/** {@link copyJson} of something that must be an object; BadRequest when it is not. */
export function copyJsonObject(value: unknown): JsonObject {
  const copy = copyJson(value);
  if (isJsonObject(copy)) return copy;
  throw new ApiError('BadRequest', 'the body must be a JSON object');
}
