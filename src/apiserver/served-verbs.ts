import type { Kind } from '#api/meta/kind.ts';

const reading = ['get', 'list', 'watch'] as const;
const all = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;

/** The verbs that are served of a kind. Namespaces go one by one: all of them at once is never meant. */
export function servedVerbs(kind: Kind): readonly string[] {
  if (kind.readOnly === true) return reading;
  return kind.group === '' && kind.plural === 'namespaces' ? all.filter((verb) => verb !== 'deletecollection') : all;
}
