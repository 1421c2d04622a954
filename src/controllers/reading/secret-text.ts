import type { Secret } from '#api/builtin/secret.ts';

/** One value of a Secret as text (they are stored in base64); undefined when absent. */
export function secretText(secret: Secret, key: string): string | undefined {
  const encoded = secret.data?.[key];
  if (encoded === undefined) return undefined;
  const bytes = atob(encoded);
  // Nearly everything in a Secret is ASCII, which is its own text.
  return /[\u0080-\u00ff]/.test(bytes)
    ? new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)))
    : bytes;
}
