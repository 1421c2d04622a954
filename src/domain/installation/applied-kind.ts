import type { Kind } from '#api/meta/kind.ts';

/** What `slipway install` has to know of a kind that nothing else here knows: where its objects are. Their content is the server's matter. */
export function appliedKind(place: Pick<Kind, 'group' | 'version' | 'kind' | 'plural' | 'scope'>): Kind {
  return {
    ...place,
    singular: place.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    statusSubresource: false,
    schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    columns: [],
  };
}
