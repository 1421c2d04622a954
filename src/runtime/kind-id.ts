import type { Kind } from '#api/meta/kind.ts';

/** What tells kinds apart whatever their version: `group/Kind`. */
export function kindId(kind: Pick<Kind, 'group' | 'kind'>): string {
  return `${kind.group}/${kind.kind}`;
}
