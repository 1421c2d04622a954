import type { DomainInvariant } from './invariant.ts';

/** Unreachable is never gone: at a provider nothing is removed but for an object that somebody deleted. */
export const goneByWish: DomainInvariant = {
  name: 'gone-by-wish',
  effects: [{ world: 'provider', verb: 'delete' }],
  judge: ({ object }) =>
    object.metadata.deletionTimestamp === undefined
      ? `${object.kind} ${object.metadata.name} is not being deleted`
      : undefined,
};
