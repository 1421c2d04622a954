import type { ManagerOptions } from '#runtime/manager-options.ts';
import { connectionOf } from './connection-of.ts';
import type { ClientPlace } from '#domain/network/server-address.ts';
import { composition } from './composition.ts';

/** What differs between hosts: the capabilities. Everything else of a manager is the same on all of them. */
export type HostCapabilities = Omit<
  ManagerOptions,
  'connections' | 'controllers' | 'management' | 'looksAt' | 'clusterOf' | 'invariants' | 'events' | 'providers'
> & {
  readonly connectProvider: ManagerOptions['providers']['connect'];
  /** Where it runs, which says by which address it reaches clusters. */
  readonly reachesFrom: ClientPlace;
  /** Absent: those of a store of one's own. */
  readonly controllers?: ManagerOptions['controllers'];
};

/** A manager's options from its host's capabilities. */
export function managerOptions({
  connectProvider,
  controllers,
  reachesFrom,
  ...host
}: HostCapabilities): ManagerOptions {
  const { providerKind, ...common } = composition;
  return {
    ...host,
    ...common,
    connections: { ...common.connections, of: (key, store) => connectionOf(key, store, reachesFrom) },
    providers: { kind: providerKind, connect: connectProvider },
    ...(controllers === undefined ? {} : { controllers }),
  };
}
