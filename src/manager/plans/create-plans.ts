import type { KubeObject } from '#api/meta/kube-object.ts';
import { servedKinds } from '#api/served-kinds.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Pki } from '#capabilities/pki.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { WorkloadClusters } from '#capabilities/workload-clusters.ts';
import type { ClientPlace } from '#domain/network/server-address.ts';
import type { Manager } from '#runtime/create-manager.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';
import type { ConnectedProvider } from '#runtime/pass.ts';
import type { SnapshotSource } from '#simulation/plan/snapshot-source.ts';
import { connectionOf } from '../composition/connection-of.ts';
import type { ChangeLimit } from './change-limit.ts';
import { createBreath } from './create-breath.ts';
import { PlanGate } from './plan-gate.ts';
import { PlanRunner } from './plan-runner.ts';
import { PlanThread } from './plan-thread.ts';

export interface PlansOptions {
  readonly objects: ObjectApi;
  readonly installation: string;
  readonly epoch: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly pki: Pki;
  readonly workloads: WorkloadClusters;
  readonly connect: ManagerOptions['providers']['connect'];
  readonly reachesFrom: ClientPlace;
  readonly entry: URL;
  readonly limit?: ChangeLimit | undefined;
  readonly onProblem: NonNullable<ManagerOptions['onProblem']>;
  /** The manager whose ears are used; known only after its gate is. */
  readonly manager: () => Pick<Manager, 'heard'> | undefined;
}

/** Everything a manager has for plans: the gate its effects pass, and what computes and applies. */
export function createPlans(options: PlansOptions): {
  readonly gate: PlanGate;
  readonly runner: PlanRunner;
  close(): Promise<void>;
} {
  const { clock, connect, epoch, installation, limit, objects, onProblem, pki, reachesFrom, timers, workloads } =
    options;
  const gate = new PlanGate();
  const breathe = createBreath(timers);
  const thread = new PlanThread({ entry: options.entry, timers, breathe });
  const connected = new Map<string, ConnectedProvider>();
  const source: SnapshotSource = {
    objects,
    kinds: servedKinds,
    installation,
    epoch,
    clock,
    pki,
    workloads,
    connections: (key, store) => connectionOf(key, store, reachesFrom),
    breathe,
    heard: (uid: string) => options.manager()?.heard(uid) ?? [],
    connect(provider: KubeObject): ConnectedProvider {
      const { generation, uid } = provider.metadata;
      const key = `${uid} ${generation}`;
      const found = connected.get(key) ?? connect(provider);
      connected.set(key, found);
      return found;
    },
  };
  const compute = async (request: Parameters<PlanThread['compute']>[0]) => await thread.compute(request);
  return {
    gate,
    runner: new PlanRunner({ objects, source, gate, limit, clock, timers, compute, onProblem }),
    async close() {
      await Promise.all([thread.close(), ...[...connected.values()].map(({ driver }) => driver.close())]);
    },
  };
}
