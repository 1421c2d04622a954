import type { Secret } from '#api/builtin/secret.ts';
import type { Installation } from './installation.ts';

/** Certificates, addresses and the public half of a token are no secrets. */
const publicFields = /\.crt$|\.pub$|^server$|^id$/;
/** What is shorter is found by chance. */
const shortest = 12;

export interface SecretMaterial {
  /** Secret and field, for a failure: never the value. */
  readonly name: string;
  /** Texts that give it away: as it is, its longest line, in base64. */
  readonly texts: readonly string[];
}

function textsOf(encoded: string): readonly string[] {
  const value = Buffer.from(encoded, 'base64').toString('utf8');
  const lines = value.split('\n').filter((line) => !line.startsWith('-----'));
  // Within the base64 of a longer text a value looks different: a piece of a key's own lines shows it nevertheless.
  const longest = lines.toSorted((a, b) => b.length - a.length)[0] ?? '';
  return [longest, encoded].filter((text) => text.length >= shortest);
}

/** All that a store keeps secret. */
export async function secretMaterial(installation: Installation): Promise<readonly SecretMaterial[]> {
  const body = await (await installation.client()).read('/api/v1/secrets');
  return (body as { readonly items: readonly Secret[] }).items.flatMap(({ metadata, data = {} }) =>
    Object.entries(data)
      .filter(([field]) => !publicFields.test(field))
      .map(([field, encoded]) => ({ name: `${metadata.name} ${field}`, texts: textsOf(String(encoded)) })),
  );
}
