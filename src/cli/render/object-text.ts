import type { KubeObject } from '#api/meta/kube-object.ts';

/** An object or a list of objects as people want to read it. `managedFields` are left out: they are the server's books. */
export async function objectText(value: unknown, format: 'json' | 'yaml'): Promise<string> {
  const plain = withoutBooks(value);
  if (format === 'json') return JSON.stringify(plain, undefined, 2);
  const { stringify } = await import('yaml');
  return stringify(plain, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
}

function withoutBooks(value: unknown): unknown {
  const object = value as Partial<KubeObject> & { readonly items?: readonly unknown[] };
  if (object.items) return { ...object, items: object.items.map(withoutBooks) };
  if (!object.metadata) return value;
  const { managedFields: _books, ...metadata } = object.metadata;
  return { ...object, metadata };
}
