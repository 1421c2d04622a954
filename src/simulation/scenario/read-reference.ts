import type { Kind } from '#api/meta/kind.ts';

/** An object as a scenario names it. */
export interface Reference {
  readonly kind: Kind;
  readonly name: string;
  readonly namespace?: string;
}

/** What `KIND/NAME` or `KIND/NAMESPACE/NAME` names, kinds by any of their names; undefined for a kind that is not served. */
export function readReference(text: string, kinds: readonly Kind[]): Reference | undefined {
  const [word = '', ...rest] = text.split('/');
  const name = rest.at(-1) ?? '';
  const lower = word.toLowerCase();
  const kind = kinds.find(
    (known) => [known.singular, known.plural].includes(lower) || known.kind.toLowerCase() === lower,
  );
  if (kind === undefined) {
    return undefined;
  }
  const namespace = rest.length > 1 ? rest[0] : 'default';
  return kind.scope === 'Namespaced' && namespace !== undefined ? { kind, name, namespace } : { kind, name };
}
