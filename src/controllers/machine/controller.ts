import { ConfigMap } from '#api/builtin/config-map.ts';
import { Node } from '#api/builtin/node.ts';
import { Pod } from '#api/builtin/pod.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { Controller, WokenKeys } from '#runtime/controller.ts';
import { guarded } from '../reading/guarded.ts';
import { machineOfNode } from '../reading/machine-of-node.ts';
import { ownerKey } from '../reading/owner-key.ts';
import { type MachineScope, readScope } from './scope.ts';
import { conditions, status } from './status.ts';
import { awaitBootstrap } from './steps/await-bootstrap.ts';
import { awaitNode } from './steps/await-node.ts';
import { awaitRunning } from './steps/await-running.ts';
import { cordon } from './steps/cordon.ts';
import { createMachine } from './steps/create-machine.ts';
import { deleteMachine } from './steps/delete-machine.ts';
import { deleteNode } from './steps/delete-node.ts';
import { drain } from './steps/drain.ts';
import { keepLastControlPlane } from './steps/keep-last-control-plane.ts';
import { registerNode } from './steps/register-node.ts';

/** Machines are told apart by cluster; what changes for a whole cluster wakes those that wait for it. */
function machinesOf(object: KubeObject): WokenKeys {
  const cluster = object.metadata.labels?.[labels.cluster] ?? object.metadata.name;
  return { namespace: object.metadata.namespace, labels: { [labels.cluster]: cluster } };
}

/** What a user wrote may be what machines of its namespace wait for; the parts of a cluster say whose they are. */
function machinesThatMayRefer(object: KubeObject): WokenKeys {
  const { labels: marks, namespace, ownerReferences = [] } = object.metadata;
  if (ownerReferences.some((owner) => owner.kind === 'Machine')) return ownerKey('Machine')(object);
  return marks?.[labels.cluster] === undefined ? { namespace, labels: {} } : machinesOf(object);
}

/** What of its Cluster a machine is made from and drained by; how its other machines are changes all the time. */
function foundationOf(object: KubeObject): unknown {
  const { metadata, spec, status } = object as Cluster;
  return [metadata.deletionTimestamp, spec, status?.endpoint, status?.images, status?.network, status?.kubernetes];
}

function initialisationOf(object: KubeObject): unknown {
  const { metadata, spec, status } = object as ControlPlane;
  return [metadata.deletionTimestamp, spec, status?.initializer, status?.initialized, status?.apiServing];
}

/**
 * Brings one declared Machine to a Ready Node and back out again: create, bootstrap (by the machine itself), join; cordon, drain, remove.
 * Invariants: made once; absent is not the same as unseen; it leaves its cluster before it leaves its provider.
 */
export const machineLifecycle: Controller<Machine, MachineScope> = {
  name: 'machine.lifecycle',
  for: Machine,
  reads: [
    { kind: Cluster, wakes: machinesOf, looksAt: foundationOf },
    { kind: ControlPlane, wakes: machinesOf, looksAt: initialisationOf },
    { kind: PlatformRelease, wakes: () => 'all' },
    { kind: Provider, wakes: () => 'all' },
    { kind: Secret, wakes: machinesThatMayRefer },
    { kind: ConfigMap, wakes: machinesThatMayRefer },
  ],
  owns: [],
  remote: [{ kind: Node, wakes: machineOfNode }],
  remoteWrites: [Node, Pod],
  uses: ['provider', 'host', 'journals', 'workload'],
  scope: readScope,
  steps: guarded([
    { name: 'create-machine', why: 'first: it boots while everything else goes on', run: createMachine },
    { name: 'await-running', why: 'a journal can be followed only on a running machine', run: awaitRunning },
    { name: 'await-bootstrap', why: 'the machine does the work; this repeats what it says', run: awaitBootstrap },
    { name: 'register-node', why: 'a Node that was deleted does not come by itself', run: registerNode },
    { name: 'await-node', why: 'last: the Node is the proof', run: awaitNode },
  ]),
  deletionSteps: guarded([
    { name: 'keep-last-control-plane', why: 'a guard rail stands before everything', run: keepLastControlPlane },
    { name: 'cordon', why: 'before the drain, or evicted pods come back', run: cordon },
    { name: 'drain', why: 'pods leave before their machine does', run: drain },
    { name: 'delete-machine', why: 'before its Node, or the kubelet registers it again', run: deleteMachine },
    { name: 'delete-node', why: 'last trace in the cluster', run: deleteNode },
  ]),
  status,
  conditions,
  readyFrom: ['Provisioned', 'Bootstrapped', 'NodeReady'],
};
