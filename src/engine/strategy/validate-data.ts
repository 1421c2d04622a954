import type { StatusCause } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { deepEqual } from '#base/deep-equal.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import { nameRules } from '../metadata/name-rules.ts';
import { problem } from '../schema/problem.ts';

const sizeLimit = 1024 * 1024;

function sizeOf(maps: readonly unknown[]): number {
  let size = 0;
  for (const map of maps) {
    if (!isJsonObject(map)) continue;
    for (const value of Object.values(map)) size += typeof value === 'string' ? Buffer.byteLength(value) : 0;
  }
  return size;
}

/** What holds for Secrets and ConfigMaps alike: keys that can be file names, and no change of what is immutable. */
export function validateData(
  fields: readonly string[],
  object: JsonObject,
  live: KubeObject | undefined,
): StatusCause[] {
  const causes: StatusCause[] = [];
  if (sizeOf(fields.map((field) => object[field])) > sizeLimit)
    causes.push(problem.tooLong(fields[0] ?? '', sizeLimit));
  const old = (live ?? {}) as { readonly [field: string]: unknown };
  for (const field of fields) {
    const data = object[field];
    if (isJsonObject(data)) {
      for (const key of Object.keys(data)) {
        const sentence = nameRules.configKey(key);
        if (sentence) causes.push(problem.invalid(`${field}[${key}]`, key, sentence));
      }
    }
    if (old['immutable'] === true && !deepEqual(data ?? {}, old[field] ?? {})) {
      causes.push(problem.forbidden(field, 'field is immutable when `immutable` is set'));
    }
  }
  if (old['immutable'] === true && object['immutable'] !== true) {
    causes.push(problem.forbidden('immutable', 'field is immutable when `immutable` is set'));
  }
  return causes;
}
