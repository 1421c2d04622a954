import { Event } from '#api/builtin/event.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Provider } from '#api/provider/index.ts';
import { invariants } from '#domain/invariants/invariants.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';
import { clusterOf } from './cluster-of.ts';
import { connectionOf } from './connection-of.ts';
import { controllers } from './controllers.ts';
import { managementOf } from './management-of.ts';

/** What differs between hosts: the capabilities. Everything else of a manager is the same on all of them. */
export type HostCapabilities = Omit<
  ManagerOptions,
  'controllers' | 'connections' | 'management' | 'clusterOf' | 'invariants' | 'events' | 'providers'
> & {
  readonly connectProvider: ManagerOptions['providers']['connect'];
};

/** A manager's options from its host's capabilities. */
export function managerOptions({ connectProvider, ...host }: HostCapabilities): ManagerOptions {
  return {
    ...host,
    controllers,
    providers: { kind: Provider, connect: connectProvider },
    connections: { kinds: [Secret, Cluster, ControlPlane], of: connectionOf },
    management: { kinds: [Cluster], of: managementOf },
    clusterOf,
    invariants,
    events: Event,
  };
}
