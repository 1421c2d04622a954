import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { Controller } from '#runtime/controller.ts';
import { adoptMachines } from '../reading/adopt-machines.ts';
import { guarded } from '../reading/guarded.ts';
import { ownerKey } from '../reading/owner-key.ts';
import { type PoolScope, readScope } from './scope.ts';
import { conditions, status } from './status.ts';
import { addMissing } from './steps/add-missing.ts';
import { awaitMachines } from './steps/await-machines.ts';
import { deleteMachines } from './steps/delete-machines.ts';
import { removeSurplus } from './steps/remove-surplus.ts';

/** Keeps as many Machines as the pool says. A Machine drains itself when it is deleted. */
export const nodePoolReplicas: Controller<NodePool, PoolScope> = {
  name: 'node-pool.replicas',
  for: NodePool,
  reads: [
    { kind: Machine, wakes: ownerKey('NodePool') },
    { kind: Cluster, wakes: () => [] },
  ],
  owns: [Machine],
  deletes: [Machine],
  remote: [],
  remoteWrites: [],
  uses: [],
  scope: readScope,
  steps: guarded([
    {
      name: 'adopt-machines',
      why: 'first: what hangs from nothing wakes nobody and goes with nobody',
      run: async ({ machines, pool }, pass) => await adoptMachines(pool, machines, pass),
    },
    { name: 'remove-surplus', why: 'before additions: a freed name is not taken again at once', run: removeSurplus },
    { name: 'add-missing', why: 'all at once, so that machines boot in parallel', run: addMissing },
    { name: 'await-machines', why: 'last: says what is on its way', run: awaitMachines },
  ]),
  deletionSteps: guarded([{ name: 'delete-machines', why: 'the only thing a pool holds', run: deleteMachines }]),
  status,
  conditions,
  readyFrom: ['MachinesReady'],
};
