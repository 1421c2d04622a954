import canonicalize from 'canonicalize';

/** A JSON value as text in the one form of RFC 8785: same value, same text. */
export function canonicalJson(value: unknown): string {
  return canonicalize(value) ?? 'null';
}
