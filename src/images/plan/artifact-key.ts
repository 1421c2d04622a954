import { canonicalJson } from '#base/canonical-json.ts';
import { sha256 } from '#base/sha256.ts';

/** The name of an artifact: SHA-256 of the canonical JSON of everything it is made from, in hexadecimal. */
export function artifactKey(input: unknown): string {
  return sha256(canonicalJson(input));
}
