import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createApiServer } from '#apiserver/create-api-server.ts';
import type { Logger } from '#capabilities/logger.ts';
import type { NextPasses } from '#capabilities/next-pass.ts';
import type { Metrics } from '#capabilities/metrics.ts';
import { createEngine, type Engine } from '#engine/create-engine.ts';
import { EventExpiry } from '#engine/event-expiry.ts';
import { GarbageCollector } from '#engine/garbage-collector.ts';
import { HistoryCompactor } from '#engine/history-compactor.ts';
import { NamespaceController } from '#engine/namespace-controller.ts';
import { createWorkloadClusters } from '#kube/create-workload-clusters.ts';
import { clock } from '#platform/clock.ts';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';
import { createAuditLog } from '#platform/logging/create-audit-log.ts';
import { createLogger } from '#platform/logging/create-logger.ts';
import { createMetrics } from '#platform/metrics/create-metrics.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { randomness } from '#platform/randomness.ts';
import { stateDirectory } from '#platform/state-directory.ts';
import { createNodeTasks } from '#platform/tasks/node-tasks.ts';
import { timers } from '#platform/timers.ts';
import { createManager, type Manager } from '#runtime/create-manager.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';
import { backupLines } from '#storage/backup/backup-lines.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import type { Storage } from '#storage/storage.ts';
import { connectProvider } from '../composition/connect-provider.ts';
import { CustomResourceDefinition } from '#api/builtin/custom-resource-definition.ts';
import { kinds } from '#api/kinds.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { logReports } from '../composition/log-reports.ts';
import { managerOptions } from '../composition/manager-options.ts';
import { nextEpoch } from '../composition/next-epoch.ts';
import { plantSeeds } from '../composition/plant-seeds.ts';
import { version } from '../version.ts';
import { tellDefinitions } from '../composition/tell-definitions.ts';
import { createPlans } from '../plans/create-plans.ts';
import { adminKubeconfig } from './admin-kubeconfig.ts';
import { bothAdmit } from './both-admit.ts';
import { claimRecord } from './claim-record.ts';
import { keepRunning } from './keep-running.ts';
import { machineLogs } from './machine-logs.ts';
import { managerCertificates } from './manager-certificates.ts';
import { RestoredGate } from './restored-gate.ts';
import { openStore, type OpenStore } from '../store/open-store.ts';
import { withRestoreCommand } from './with-restore-command.ts';
import { type ServerPaths, serverPaths } from '#platform/server/server-paths.ts';

/** What is served: nobody but clients needs to be told what the kinds are. */
const apiKinds = [...servedKinds, CustomResourceDefinition];

/** This build's own directory: the files of its other entries lie beside it. */
const build = dirname(realpathSync(process.argv[1] ?? ''));

async function serveApi(
  engine: Engine,
  options: {
    readonly paths: ServerPaths;
    readonly logger: Logger;
    readonly connect: ManagerOptions['providers']['connect'];
    readonly nextPasses: NextPasses;
    readonly store: OpenStore;
  },
) {
  const { paths, logger, connect, nextPasses, store } = options;
  const certificates = await managerCertificates(createPki(clock), paths);
  const { server: own, authority } = certificates;
  const metrics = createMetrics();
  const api = createApiServer({
    objects: engine,
    kinds: apiKinds,
    clock,
    timers,
    version,
    metrics,
    logger,
    machineLogs: machineLogs(engine, connect),
    nextPasses,
    audit: createAuditLog({ path: paths.audit, logger }),
    readOnly: () => store.storage.full,
    backup: () => backupLines(store.sealed, rfc3339(clock.now())),
    tls: { certificate: own.certificate, key: own.key, authority: authority.certificate },
  });
  const before = Number(await readFileIfPresent(paths.port));
  // The port of last time keeps kubeconfigs true; when somebody took it meanwhile, another one is better than none.
  const bound = await api.listen({ port: Number.isInteger(before) ? before : 0 }).catch(() => api.listen());
  const address = `https://127.0.0.1:${bound.port}`;
  await writeFileAtomically(paths.port, String(bound.port));
  await writeFileAtomically(paths.kubeconfig, adminKubeconfig(address, certificates));
  return { api, address, metrics };
}

/** The manager, with what computes and applies plans standing before its effects. */
async function createWorkers(
  engine: Engine,
  storage: Storage,
  {
    connect,
    logger,
    metrics,
    paths,
  }: {
    readonly logger: Logger;
    readonly metrics: Metrics;
    readonly paths: ServerPaths;
    readonly connect: ManagerOptions['providers']['connect'];
  },
) {
  const tasks = await createNodeTasks({ root: paths.tasks, command: [process.execPath, join(build, 'task.mjs')] });
  const shared = {
    objects: engine,
    installation: storage.uid,
    epoch: await nextEpoch(engine),
    workloads: createWorkloadClusters(),
    pki: createPki(clock),
    clock,
    timers,
  };
  const reports = logReports(logger);
  const restored = new RestoredGate(engine);
  const entry = pathToFileURL(join(build, 'plan-worker.mjs'));
  const plans = createPlans({ ...shared, connect, entry, onProblem: reports.onProblem, manager: () => manager });
  const manager: Manager = createManager(
    managerOptions({
      ...shared,
      tasks,
      randomness,
      metrics,
      connectProvider: connect,
      admission: bothAdmit(restored, plans.gate),
      ...reports,
    }),
  );
  // Before any controller runs: a plan that was being applied when the last manager died still holds.
  await plans.runner.load();
  await restored.load();
  return { manager, plans, restored, tasks };
}

async function work(
  engine: Engine,
  store: OpenStore,
  options: { readonly paths: ServerPaths; readonly logger: Logger; readonly stop: AbortSignal },
) {
  const { logger, paths, stop } = options;
  const { storage } = store;
  const connect = connectProvider({ objects: engine, clock, timers, installation: storage.uid });
  const running: { manager?: Manager } = {};
  const nextPasses: NextPasses = (plural, key) => running.manager?.nextPasses(plural, key) ?? [];
  const { api, address, metrics } = await serveApi(engine, { paths, logger, connect, nextPasses, store });
  const workers = await createWorkers(engine, storage, { logger, paths, metrics: metrics.metrics, connect });
  const { manager, plans, restored, tasks } = workers;
  running.manager = manager;
  const release = await claimRecord(paths.record, {
    address,
    version,
    build: basename(build),
    store: paths.store,
    log: paths.log,
  });
  logger.info('serving', { address, version, installation: storage.uid });
  try {
    await Promise.all([
      manager.run(stop),
      keepRunning('plans', plans.runner, { logger, stop, timers }),
      keepRunning('the mark of a restore', restored, { logger, stop, timers }),
      keepRunning('garbage collection', new GarbageCollector({ api: engine, kinds: servedKinds }), {
        logger,
        stop,
        timers,
      }),
      keepRunning('event expiry', new EventExpiry({ api: engine, clock, timers }), { logger, stop, timers }),
      keepRunning('compaction', new HistoryCompactor({ storage, timers }), { logger, stop, timers }),
      keepRunning('namespaces', new NamespaceController({ api: engine, kinds: servedKinds }), { logger, stop, timers }),
    ]);
  } finally {
    tasks.close();
    await plans.close();
    await api.close();
    await release();
  }
}

/** Aborts on the first SIGTERM or SIGINT; the process ends when everything is closed. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

/** The manager as a process: opens the store, serves the API, works until told to stop. The exit code. */
export async function runServer(): Promise<number> {
  const paths = serverPaths(stateDirectory(process.env));
  await ensureDirectory(paths.state);
  await ensureDirectory(paths.server);
  const logger = createLogger({ clock, level: process.env['SLIPWAY_LOG'] === 'debug' ? 'debug' : 'info' });
  const worker = join(build, 'storage-worker.mjs');
  const store = await openStore({ directory: paths.store, keys: paths.keys }, pathToFileURL(worker)).catch(
    withRestoreCommand(paths),
  );
  const { storage } = store;
  const engine = createEngine({ storage, kinds: apiKinds, clock, randomness, caller: 'slipway' });
  try {
    await engine.ready().catch(withRestoreCommand(paths));
    await plantSeeds(engine);
    await tellDefinitions(engine, kinds);
    await work(engine, store, { paths, logger, stop: stopSignal() });
  } finally {
    engine.close();
    await storage.close();
  }
  return 0;
}
