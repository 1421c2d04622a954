/** Milliseconds since 1970 as RFC 3339 in UTC with whole seconds, the form of all times in objects. Reads no clock. */
export function rfc3339(milliseconds: number): string {
  return `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
