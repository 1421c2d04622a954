import type { Kind } from '#api/meta/kind.ts';
import { findKind } from './find-kind.ts';
import { servedKinds } from '#api/served-kinds.ts';

/** The kinds of a list such as `clusters,machines`; `all` names every kind of Slipway. */
export function findKinds(words: string): readonly Kind[] {
  return words
    .split(',')
    .filter((word) => word !== '')
    .flatMap((word) => {
      const category = word.toLowerCase() === 'all' ? 'slipway' : word.toLowerCase();
      const members = servedKinds.filter(({ categories }) => categories.includes(category));
      return members.length > 0 ? members : [findKind(word)];
    });
}
