import { isJsonObject } from '#engine/json/is-json-object.ts';

export interface Difference {
  /** Where in the answer, e.g. `body.metadata.labels`. */
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Where two values differ, each place once. */
export function differences(expected: unknown, found: unknown, path = ''): readonly Difference[] {
  if (Object.is(expected, found)) return [];
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return expected.flatMap((item, index) => differences(item, found[index], `${path}[${index}]`));
  }
  if (isJsonObject(expected) && isJsonObject(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return names.flatMap((name) => differences(expected[name], found[name], path === '' ? name : `${path}.${name}`));
  }
  return [{ path, expected, found }];
}
