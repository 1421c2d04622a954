import type { Kind } from '#api/meta/kind.ts';

/** `group/plural`, with `core` for the unnamed group: the first part of every storage key. */
export function registeredId(kind: Pick<Kind, 'group' | 'plural'>): string {
  return `${kind.group === '' ? 'core' : kind.group}/${kind.plural}`;
}
