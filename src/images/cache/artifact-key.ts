import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The name of an artifact: SHA-256 of the canonical JSON of everything it is made from, in hexadecimal. */
export function artifactKey(input: unknown): string {
  return createHash('sha256').update(canonicalize(input) ?? '').digest('hex');
}
