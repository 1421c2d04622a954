import { Event } from '#api/builtin/event.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Provider } from '#api/provider/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { invariants } from '#domain/invariants/invariants.ts';
import { clusterOf } from '#manager/composition/cluster-of.ts';
import { connectionOf } from '#manager/composition/connection-of.ts';
import { controllers } from '#manager/composition/controllers.ts';
import { managementOf } from '#manager/composition/management-of.ts';
import { plantSeeds } from '#manager/composition/plant-seeds.ts';
import type { FirstCluster } from './live-first-cluster.ts';

/** The manager as it is, on a simulated world. Without safety nets only what a wait names ends it. */
export function firstCluster({ safetyNets }: { readonly safetyNets: boolean }): FirstCluster {
  return {
    kinds: servedKinds,
    plantSeeds,
    composition: {
      controllers,
      invariants,
      events: Event,
      clusterOf,
      providerKind: Provider,
      connections: { kinds: [Secret, Cluster, ControlPlane], of: connectionOf },
      management: { kinds: [Cluster], of: managementOf },
      safetyNets,
    },
  };
}
