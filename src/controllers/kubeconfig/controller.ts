import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import type { Controller } from '#runtime/controller.ts';
import { clusterKey } from '../reading/cluster-key.ts';
import { guarded } from '../reading/guarded.ts';
import { type ConnectionScope, readScope } from './scope.ts';
import { ensureConnection } from './steps/ensure-connection.ts';

/** Keeps the manager's own short-lived way into a cluster. Users get theirs on request, never from here. */
export const clusterConnection: Controller<Cluster, ConnectionScope> = {
  name: 'cluster.connection',
  for: Cluster,
  reads: [{ kind: Secret, wakes: clusterKey }],
  owns: [Secret],
  remote: [],
  remoteWrites: [],
  uses: ['pki'],
  scope: readScope,
  steps: guarded([{ name: 'ensure-connection', why: 'the only thing it keeps', run: ensureConnection }]),
  deletionSteps: [],
  status: () => undefined,
  conditions: () => [],
  readyFrom: [],
};
