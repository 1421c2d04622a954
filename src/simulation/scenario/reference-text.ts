import type { Reference } from './read-reference.ts';

/** `Kind namespace/name`: what one object is called wherever a scenario speaks of it. */
export function referenceText({ kind, name, namespace }: Reference): string {
  return `${kind.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
