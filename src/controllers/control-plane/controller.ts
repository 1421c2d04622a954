import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { labels } from '#api/meta/labels.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { Machine } from '#api/machine/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { Controller, WokenKeys } from '#runtime/controller.ts';
import { adoptMachines } from '../reading/adopt-machines.ts';
import { guarded } from '../reading/guarded.ts';
import { ownKey } from '../reading/own-key.ts';
import { ownerKey } from '../reading/owner-key.ts';
import { type ControlPlaneScope, readScope } from './scope.ts';
import { conditions, status } from './status.ts';
import { awaitMachines } from './steps/await-machines.ts';
import { awaitTurn } from './steps/await-turn.ts';
import { claimInitialization } from './steps/claim-initialization.ts';
import { deleteMachines } from './steps/delete-machines.ts';
import { ensureAuthorities } from './steps/ensure-authorities.ts';
import { publishBackends } from './steps/publish-backends.ts';
import { scale } from './steps/scale.ts';

/** A Secret that is no part of any cluster may be the authority that control planes of its namespace wait for. */
function controlPlanesThatMayRefer(secret: KubeObject): WokenKeys {
  const { labels: marks, namespace } = secret.metadata;
  return marks?.[labels.cluster] === undefined ? { namespace, labels: {} } : ownerKey('ControlPlane')(secret);
}

/**
 * Keeps a cluster's authorities, its control-plane Machines, and who stands behind the endpoint.
 * Invariants: one member joins or leaves etcd at a time; quorum is never spent on a choice; a cluster is initialised once.
 */
export const controlPlaneLifecycle: Controller<ControlPlane, ControlPlaneScope> = {
  name: 'control-plane.lifecycle',
  for: ControlPlane,
  reads: [
    { kind: Cluster, wakes: ownKey },
    { kind: Machine, wakes: ownerKey('ControlPlane') },
    { kind: Secret, wakes: controlPlanesThatMayRefer },
    { kind: Provider, wakes: () => [] },
  ],
  owns: [Machine, Secret],
  deletes: [Machine],
  remote: [],
  remoteWrites: [],
  uses: ['provider', 'pki'],
  scope: readScope,
  steps: guarded([
    {
      name: 'adopt-machines',
      why: 'first: what hangs from nothing wakes nobody and goes with nobody',
      run: async ({ controlPlane, machines }, pass) => await adoptMachines(controlPlane, machines, pass),
    },
    { name: 'ensure-authorities', why: 'every payload and certificate hangs from them', run: ensureAuthorities },
    {
      name: 'publish-backends',
      why: 'kubeadm itself talks through the endpoint while it initialises',
      run: publishBackends,
    },
    { name: 'await-turn', why: 'the mark is what lets a machine begin', run: awaitTurn },
    {
      name: 'claim-initialization',
      why: 'before further machines are waited for: the first one needs it to start',
      run: claimInitialization,
    },
    { name: 'scale', why: 'one machine at a time, never before the authorities', run: scale },
    { name: 'await-machines', why: 'last: says what is still missing', run: awaitMachines },
  ]),
  deletionSteps: guarded([
    { name: 'delete-machines', why: 'the only thing that holds anything outside', run: deleteMachines },
  ]),
  status,
  conditions,
  readyFrom: ['Initialized', 'MachinesReady'],
};
