const mark = 'simulated ';

/** A PEM text that stands for a key, certificate or request and says so inside. */
export function writePlaceholder(label: string, facts: { readonly [name: string]: unknown }): string {
  return `-----BEGIN ${label}-----\n${btoa(mark + JSON.stringify(facts))}\n-----END ${label}-----\n`;
}

/** What a placeholder says; undefined for anything else. */
export function readPlaceholder(pem: string): { readonly [name: string]: unknown } | undefined {
  const body = /^-----BEGIN [A-Z ]+-----\n([A-Za-z0-9+/=]+)\n-----END [A-Z ]+-----\n$/.exec(pem)?.[1];
  const text = body === undefined ? '' : atob(body);
  return text.startsWith(mark)
    ? (JSON.parse(text.slice(mark.length)) as { readonly [name: string]: unknown })
    : undefined;
}
