import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fence } from '#capabilities/fence.ts';
import type { Logger } from '#capabilities/logger.ts';
import type { Metrics } from '#capabilities/metrics.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { createWorkloadClusters } from '#kube/create-workload-clusters.ts';
import type { ClientPlace } from '#domain/network/server-address.ts';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { randomness } from '#platform/randomness.ts';
import { createNodeTasks } from '#platform/tasks/node-tasks.ts';
import { timers } from '#platform/timers.ts';
import { createManager, type Manager } from '#runtime/create-manager.ts';
import { fenceObjects } from '#runtime/fence-objects.ts';
import type { Admission, ManagerOptions } from '#runtime/manager-options.ts';
import { logReports } from '../composition/log-reports.ts';
import { managerOptions } from '../composition/manager-options.ts';
import type { ChangeLimit } from '../plans/change-limit.ts';
import { createPlans } from '../plans/create-plans.ts';
import { bothAdmit } from './both-admit.ts';
import { buildDirectory } from './build-directory.ts';
import { keepRunning } from './keep-running.ts';

export interface WorkersOptions {
  readonly objects: ObjectApi;
  readonly installation: string;
  readonly epoch: number;
  readonly connect: ManagerOptions['providers']['connect'];
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The directory of tasks. */
  readonly tasks: string;
  /** Where this process runs. */
  readonly reachesFrom: ClientPlace;
  /** Stands before the gate of plans. */
  readonly admission?: Admission;
  /** Absent: those of a store of one's own. */
  readonly controllers?: ManagerOptions['controllers'];
  /** What Plans may change; absent: everything. */
  readonly limit?: ChangeLimit;
  /** Where other managers may work on the same objects. */
  readonly fence?: Fence;
}

/** What works on an installation's objects, wherever they are stored. */
export interface Workers {
  readonly manager: Manager;
  /** Works until the signal aborts. */
  run(stop: AbortSignal): Promise<void>;
  /** After `run` has ended. */
  close(): Promise<void>;
}

/** The manager, with what computes and applies plans standing before its effects. Nothing is done before `run`. */
export async function createWorkers(options: WorkersOptions): Promise<Workers> {
  const { admission, connect, controllers, epoch, fence, installation, logger, metrics, reachesFrom } = options;
  const objects = fence === undefined ? options.objects : fenceObjects(options.objects, fence);
  const command = [process.execPath, join(buildDirectory, 'task.mjs')];
  const tasks = await createNodeTasks({ root: options.tasks, command });
  const shared = {
    objects,
    installation,
    epoch,
    workloads: createWorkloadClusters(),
    pki: createPki(clock),
    clock,
    timers,
  };
  const reports = logReports(logger);
  const entry = pathToFileURL(join(buildDirectory, 'plan-worker.mjs'));
  const plans = createPlans({
    ...shared,
    connect,
    reachesFrom,
    entry,
    limit: options.limit,
    onProblem: reports.onProblem,
    manager: () => manager,
  });
  const manager: Manager = createManager(
    managerOptions({
      ...shared,
      tasks,
      randomness,
      metrics,
      connectProvider: connect,
      reachesFrom,
      ...(fence === undefined ? {} : { fence }),
      ...(controllers === undefined ? {} : { controllers }),
      admission: admission === undefined ? plans.gate : bothAdmit(admission, plans.gate),
      ...reports,
    }),
  );
  // Before any controller runs: a plan that was being applied when the last manager died still holds.
  await plans.runner.load();
  return {
    manager,
    async run(stop) {
      await Promise.all([manager.run(stop), keepRunning('plans', plans.runner, { logger, stop, timers })]);
    },
    async close() {
      tasks.close();
      await plans.close();
    },
  };
}
