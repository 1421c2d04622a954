import { Event } from '#api/builtin/event.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Provider } from '#api/provider/index.ts';
import { invariants } from '#domain/invariants/invariants.ts';
import type { Composition } from '#simulation/composition.ts';
import { clusterOf } from './cluster-of.ts';
import { connectionOf } from './connection-of.ts';
import { controllers } from './controllers.ts';
import { managementOf } from './management-of.ts';
import { reachedBy } from './reached-by.ts';

/** What a manager is besides its capabilities: the same on a host, in a simulation and in a plan. */
export const composition = {
  controllers,
  providerKind: Provider,
  connections: { kinds: [Secret, Cluster, ControlPlane], of: connectionOf },
  management: { kinds: [Cluster], of: managementOf },
  looksAt: reachedBy,
  clusterOf,
  invariants,
  events: Event,
} as const satisfies Composition;
