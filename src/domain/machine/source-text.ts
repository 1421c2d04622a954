import type { Machine } from '#api/machine/index.ts';
import { textKey } from './text-key.ts';

type Source = NonNullable<NonNullable<Machine['spec']['registries']>[number]['caFrom']>;

/** The text a source names, out of all that were read (by `textKey`), and whether it is secret. Throws when it was not read. */
export function sourceText(
  { configMapKeyRef, secretKeyRef }: Source,
  texts: ReadonlyMap<string, string>,
): { readonly text: string; readonly secret: boolean } {
  const [kind, reference] = secretKeyRef
    ? (['Secret', secretKeyRef] as const)
    : (['ConfigMap', configMapKeyRef] as const);
  const key = textKey({ kind, name: reference?.name ?? '', key: reference?.key ?? '' });
  const text = texts.get(key);
  if (text === undefined) throw new Error(`${key} was not read`);
  return { text, secret: kind === 'Secret' };
}
