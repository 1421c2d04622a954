import { strikeOutSecrets } from '#platform/logging/strike-out-secrets.ts';

const struckOut = '[struck out]';
/** What is shorter is found by chance, and is no key or token of ours. */
const shortest = 8;
const blob = /[A-Za-z0-9+/]{24,}={0,2}/g;

/** A secret as it may stand in a text: whole, line by line, in base64. */
function formsOf(secret: string): readonly string[] {
  const lines = secret.split('\n').filter((line) => !line.startsWith('-----'));
  return [secret, ...lines, Buffer.from(secret, 'utf8').toString('base64')].map((form) => form.trim());
}

/** Takes secrets out of texts: the ones that are known, wherever they stand, and whatever looks like one. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(formsOf))]
    .filter((form) => form.length >= shortest)
    .toSorted((a, b) => b.length - a.length);
  const plain = (text: string): string => forms.reduce((left, form) => left.replaceAll(form, struckOut), text);
  const looked = (text: string): string => strikeOutSecrets(text) as string;
  return (text) =>
    looked(plain(text)).replaceAll(blob, (encoded) => {
      // A kubeconfig within a base64 text shows nothing of its key until it is decoded.
      const decoded = Buffer.from(encoded, 'base64').toString('latin1');
      return looked(plain(decoded)) === decoded ? encoded : struckOut;
    });
}
