import type { ObjectKey } from '#capabilities/object-api.ts';
import type { JsonObject } from '../json/is-json-object.ts';

/** The identity that sent metadata names; an empty name where there is none. */
export function identityOf(metadata: JsonObject): ObjectKey {
  const { name, namespace } = metadata;
  return {
    name: typeof name === 'string' ? name : '',
    namespace: typeof namespace === 'string' ? namespace : undefined,
  };
}
