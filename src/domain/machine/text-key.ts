import type { TextReference } from './text-references.ts';

/** Under what a text that a reference names is kept: objects and keys have no slashes in them. */
export function textKey({ kind, name, key }: Pick<TextReference, 'kind' | 'name' | 'key'>): string {
  return `${kind}/${name}/${key}`;
}
