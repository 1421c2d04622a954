import type { Kind } from './kind.ts';

/** `apiVersion` of a kind's objects: `v1` for the core group, else `group/version`. */
export function apiVersion(kind: Pick<Kind, 'group' | 'version'>): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}
