import { Deployment } from '#api/builtin/deployment.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Machine } from '#api/machine/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { Controller } from '#runtime/controller.ts';
import { clusterKey } from '../reading/cluster-key.ts';
import { guarded } from '../reading/guarded.ts';
import { type ClusterScope, readScope } from './scope.ts';
import { conditions, status } from './status.ts';
import { awaitParts } from './steps/await-parts.ts';
import { checkRanges } from './steps/check-ranges.ts';
import { checkReferences } from './steps/check-references.ts';
import { deleteEndpoint } from './steps/delete-endpoint.ts';
import { deleteNetwork } from './steps/delete-network.ts';
import { deleteParts } from './steps/delete-parts.ts';
import { ensureControlPlane } from './steps/ensure-control-plane.ts';
import { ensureEndpoint } from './steps/ensure-endpoint.ts';
import { ensureImages } from './steps/ensure-images.ts';
import { ensureNetwork } from './steps/ensure-network.ts';
import { ensurePools } from './steps/ensure-pools.ts';
import { removePools } from './steps/remove-pools.ts';

/**
 * Keeps what a Cluster stands on (images, network, endpoint at the provider) and its parts (ControlPlane, NodePools).
 * Invariant: the endpoint is made before the first machine and goes after the last.
 */
export const clusterTopology: Controller<Cluster, ClusterScope> = {
  name: 'cluster.topology',
  for: Cluster,
  reads: [
    // A neighbour that goes lets the next one take the shared network away.
    { kind: Cluster, wakes: ({ metadata }) => (metadata.deletionTimestamp === undefined ? [] : 'all') },
    { kind: ControlPlane, wakes: clusterKey },
    { kind: NodePool, wakes: clusterKey },
    { kind: Machine, wakes: clusterKey },
    { kind: MachineImage, wakes: () => 'all' },
    { kind: Provider, wakes: () => 'all' },
    { kind: PlatformRelease, wakes: () => 'all' },
  ],
  owns: [ControlPlane, NodePool],
  deletes: [ControlPlane, NodePool],
  remote: [{ kind: Deployment, namespace: 'kube-system', wakes: (_, cluster) => [cluster] }],
  remoteWrites: [],
  uses: ['provider', 'workload'],
  scope: readScope,
  steps: guarded([
    { name: 'check-references', why: 'nothing is done for a cluster that cannot become real', run: checkReferences },
    { name: 'check-ranges', why: 'a network is fixed once something is on it', run: checkRanges },
    {
      name: 'ensure-control-plane',
      why: 'objects come first: machines boot while the rest is prepared',
      run: ensureControlPlane,
    },
    { name: 'ensure-pools', why: 'workers boot while the control plane initialises', run: ensurePools },
    {
      name: 'ensure-images',
      why: 'endpoint and machines are made from them, and one looks at a host elsewhere',
      run: ensureImages,
    },
    { name: 'ensure-network', why: 'endpoint and machines are attached to it', run: ensureNetwork },
    { name: 'ensure-endpoint', why: 'certificates and payloads need its address', run: ensureEndpoint },
    { name: 'remove-pools', why: 'after the new pools, so that work has somewhere to go', run: removePools },
    { name: 'await-parts', why: 'last: says what is still missing', run: awaitParts },
  ]),
  deletionSteps: guarded([
    { name: 'delete-parts', why: 'machines need the endpoint until they are gone', run: deleteParts },
    { name: 'delete-endpoint', why: 'after the last machine', run: deleteEndpoint },
    { name: 'delete-network', why: 'nothing is attached any more', run: deleteNetwork },
  ]),
  status,
  conditions,
  readyFrom: ['EndpointReady', 'ControlPlaneReady', 'PoolsReady', 'PodNetworkReady', 'DnsAvailable'],
};
