import type { Secret } from '#api/builtin/secret.ts';

/** One value of a Secret as text (they are stored in base64); undefined when absent. */
export function secretText(secret: Secret, key: string): string | undefined {
  const encoded = secret.data?.[key];
  return encoded === undefined
    ? undefined
    : new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
}
