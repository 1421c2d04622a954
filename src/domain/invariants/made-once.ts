import type { Machine } from '#api/machine/index.ts';
import type { DomainInvariant } from './invariant.ts';

/** A machine that had a provider id is never made again: whoever cannot see it must not take it for gone. */
export const madeOnce: DomainInvariant = {
  name: 'made-once',
  effects: [{ world: 'provider', verb: 'create', resource: 'machine' }],
  judge: ({ object }) => {
    const { providerId } = (object as Machine).status ?? {};
    return providerId === undefined
      ? undefined
      : `it was made before as ${providerId}; delete the Machine to have it replaced`;
  },
};
