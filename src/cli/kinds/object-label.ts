import type { Kind } from '#api/meta/kind.ts';

/** How output names one object: `cluster.slipway.dev/first`, as kubectl does. */
export function objectLabel(kind: Pick<Kind, 'group' | 'singular'>, name: string): string {
  return `${kind.singular}${kind.group === '' ? '' : `.${kind.group}`}/${name}`;
}
