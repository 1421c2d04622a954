/** Texts as a Secret stores them. */
export function secretData(texts: { readonly [key: string]: string }): { readonly [key: string]: string } {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, btoa(String.fromCharCode(...new TextEncoder().encode(text)))]),
  );
}
