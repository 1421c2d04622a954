import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { Noticed } from './noticed.ts';

const hole = /\$\{(?:(\d+)\.([^}]+)|repeat ([^ ]+) (\d+)|(namespace))\}/g;

interface Place {
  readonly namespace: string;
  readonly answers: readonly Noticed[];
}

/**
 * A step with its holes filled in: `${2.metadata.uid}` is a member of the second answer, `${repeat x 300}` a long text,
 * `${namespace}` the namespace of the case.
 */
export function filledIn(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return value.replaceAll(hole, (...found) => text(found as readonly string[], place));
  if (Array.isArray(value)) return value.map((item) => filledIn(item, place));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]) => [filledIn(name, place), filledIn(member, place)]);
  return Object.fromEntries(entries) as object;
}

function text([, step, path, repeated, times]: readonly string[], place: Place): string {
  if (repeated !== undefined) return repeated.repeat(Number(times));
  if (step === undefined) return place.namespace;
  const found = (path ?? '')
    .split('.')
    .reduce<unknown>(
      (at, name) => (at as { readonly [name: string]: unknown } | undefined)?.[name],
      place.answers[Number(step) - 1]?.body,
    );
  return typeof found === 'string' ? found : JSON.stringify(found);
}
