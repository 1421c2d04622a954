import { isJsonObject } from './is-json-object.ts';

/** The value at a path of member names, or undefined where any part of the path is missing. */
export function fieldAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (!isJsonObject(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}
