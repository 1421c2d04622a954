/** What a resource is called at the engine: a readable name and part of its owner's uid, never the name alone. */
export function resourceName(name: string, uid: string): string {
  return `${name}-${uid.slice(0, 8)}`;
}
