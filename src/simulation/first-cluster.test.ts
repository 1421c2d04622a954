import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Event } from '#api/builtin/event.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Provider } from '#api/provider/index.ts';
import { invariants } from '#domain/invariants/invariants.ts';
import { clusterOf } from '#manager/composition/cluster-of.ts';
import { connectionOf } from '#manager/composition/connection-of.ts';
import { controllers } from '#manager/composition/controllers.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { managementOf } from '#manager/composition/management-of.ts';
import { plantSeeds } from '#manager/composition/plant-seeds.ts';
import type { Fault } from './fault.ts';
import { liveFirstCluster, type FirstCluster } from './testing/live-first-cluster.ts';

const first: FirstCluster = {
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
    safetyNets: false,
  },
};

/** Every effect is for the long run; here each position is tried at a few effects spread over create, scale and delete. */
const sample: readonly Fault[] = [
  { effect: 4, fault: 'crash', when: 'executed' },
  { effect: 13, fault: 'crash', when: 'before' },
  { effect: 19, fault: 'crash', when: 'after' },
  { effect: 22, fault: 'crash', when: 'executed' },
  { effect: 33, fault: 'lost-reply' },
  { effect: 47, fault: 'crash', when: 'executed' },
  { effect: 55, fault: 'lost-reply' },
  { effect: 60, fault: 'refused' },
  { effect: 66, fault: 'crash', when: 'after' },
];

test('one control plane and two workers come up, scale and go without safety nets', async () => {
  for (const seed of [1, 2]) {
    await liveFirstCluster(first, { seed });
  }
});

test('a manager killed at any effect leaves no orphan and no duplicate', async () => {
  for (const fault of sample) {
    await assert.doesNotReject(liveFirstCluster(first, { seed: 5, faults: [fault] }), JSON.stringify(fault));
  }
});
