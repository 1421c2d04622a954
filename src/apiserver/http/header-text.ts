/** One header as one text; the first where it was sent several times. */
export function headerText(
  headers: { readonly [name: string]: string | readonly string[] | undefined },
  name: string,
): string | undefined {
  const value = headers[name];
  return value === undefined || typeof value === 'string' ? value : value[0];
}
