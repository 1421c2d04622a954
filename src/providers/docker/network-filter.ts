/**
 * Filters of containers that are on a network or are to be. A container that was made and has not started yet knows the
 * network by its name alone, and one that runs is found by either.
 */
export function networkFilter({ id, name }: { readonly id: string; readonly name: string }): {
  readonly network: string[];
} {
  return { network: [id, name] };
}
