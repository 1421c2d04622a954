import type { Kind } from '#api/meta/kind.ts';
import { isBuiltin } from '#engine/is-builtin.ts';

/** How a list says that no page follows: those of custom resources do it in words. */
export function noMore(kind: Kind): { readonly continue?: '' } {
  return isBuiltin(kind) ? {} : { continue: '' };
}
