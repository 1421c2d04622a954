import type { ControlPlane } from '#api/control-plane/index.ts';
import type { DomainInvariant } from './invariant.ts';

/** After a cluster was initialised its authorities are never generated again. */
export const authoritiesOnce: DomainInvariant = {
  name: 'authorities-once',
  effects: [{ world: 'store', verb: 'apply', resource: 'secret' }],
  judge: ({ input, object }) => {
    const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined;
    if (type !== 'slipway.dev/authorities') return undefined;
    const { initialized } = (object as ControlPlane).status ?? {};
    return initialized
      ? 'the cluster lives with the authorities it has: put their Secret back from a backup'
      : undefined;
  },
};
