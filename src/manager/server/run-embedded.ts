import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CustomResourceDefinition } from '#api/builtin/custom-resource-definition.ts';
import { kinds } from '#api/kinds.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { createApiServer } from '#apiserver/create-api-server.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import type { Logger } from '#capabilities/logger.ts';
import type { NextPasses } from '#capabilities/next-pass.ts';
import type { Timers } from '#capabilities/timers.ts';
import { createEngine, type Engine } from '#engine/create-engine.ts';
import { EventExpiry } from '#engine/event-expiry.ts';
import { GarbageCollector } from '#engine/garbage-collector.ts';
import { HistoryCompactor } from '#engine/history-compactor.ts';
import { NamespaceController } from '#engine/namespace-controller.ts';
import { clock } from '#platform/clock.ts';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';
import { createAuditLog } from '#platform/logging/create-audit-log.ts';
import { createMetrics } from '#platform/metrics/create-metrics.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { randomness } from '#platform/randomness.ts';
import type { ServerPaths } from '#platform/server/server-paths.ts';
import { timers } from '#platform/timers.ts';
import type { Manager } from '#runtime/create-manager.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';
import { backupLines } from '#storage/backup/backup-lines.ts';
import { connectProvider } from '../composition/connect-provider.ts';
import { nextEpoch } from '../composition/next-epoch.ts';
import { plantSeeds } from '../composition/plant-seeds.ts';
import { tellDefinitions } from '../composition/tell-definitions.ts';
import { openStore, type OpenStore } from '../store/open-store.ts';
import { version } from '../version.ts';
import { adminKubeconfig } from './admin-kubeconfig.ts';
import { buildDirectory } from './build-directory.ts';
import { claimRecord } from './claim-record.ts';
import { createWorkers } from './create-workers.ts';
import { keepRunning } from './keep-running.ts';
import { machineImports } from './machine-imports.ts';
import { machineLogs } from './machine-logs.ts';
import { managerCertificates } from './manager-certificates.ts';
import { RestoredGate } from './restored-gate.ts';
import { stopSignal } from './stop-signal.ts';
import { withRestoreCommand } from './with-restore-command.ts';

/** What is served: nobody but clients needs to be told what the kinds are. */
const apiKinds = [...servedKinds, CustomResourceDefinition];

interface Embedding {
  readonly paths: ServerPaths;
  readonly logger: Logger;
}

async function serveApi(
  engine: Engine,
  options: Embedding & {
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
    machineImports: machineImports(engine, connect),
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

/** What a kube-controller-manager does beside a kube-apiserver, and what etcd does by itself. */
async function careForStore(
  engine: Engine,
  { storage }: OpenStore,
  care: { readonly logger: Logger; readonly stop: AbortSignal; readonly timers: Timers },
): Promise<void> {
  await Promise.all([
    keepRunning('garbage collection', new GarbageCollector({ api: engine, kinds: servedKinds }), care),
    keepRunning('event expiry', new EventExpiry({ api: engine, clock, timers }), care),
    keepRunning('compaction', new HistoryCompactor({ storage, timers }), care),
    keepRunning('namespaces', new NamespaceController({ api: engine, kinds: servedKinds }), care),
  ]);
}

async function work(engine: Engine, store: OpenStore, embedding: Embedding): Promise<void> {
  const { logger, paths } = embedding;
  const stop = stopSignal();
  const installation = store.storage.uid;
  const connect = connectProvider({ objects: engine, clock, timers, installation });
  const running: { manager?: Manager } = {};
  const nextPasses: NextPasses = (plural, key) => running.manager?.nextPasses(plural, key) ?? [];
  const { api, address, metrics } = await serveApi(engine, { ...embedding, connect, nextPasses, store });
  const restored = new RestoredGate(engine);
  await restored.load();
  const workers = await createWorkers({
    objects: engine,
    installation,
    epoch: await nextEpoch(engine, clock.now()),
    connect,
    logger,
    metrics: metrics.metrics,
    tasks: paths.tasks,
    reachesFrom: 'host',
    admission: restored,
  });
  running.manager = workers.manager;
  const release = await claimRecord(paths.record, {
    address,
    version,
    build: basename(buildDirectory),
    store: paths.store,
    log: paths.log,
  });
  logger.info('serving', { address, version, installation });
  try {
    await Promise.all([
      workers.run(stop),
      keepRunning('the mark of a restore', restored, { logger, stop, timers }),
      careForStore(engine, store, { logger, stop, timers }),
    ]);
  } finally {
    await workers.close();
    await api.close();
    await release();
  }
}

/** The manager with a store of its own: opens it, serves the API, works until told to stop. The exit code. */
export async function runEmbedded({ logger, paths }: Embedding): Promise<number> {
  await ensureDirectory(paths.server);
  const worker = join(buildDirectory, 'storage-worker.mjs');
  const store = await openStore({ directory: paths.store, keys: paths.keys }, pathToFileURL(worker)).catch(
    withRestoreCommand(paths),
  );
  const { storage } = store;
  const engine = createEngine({ storage, kinds: apiKinds, clock, randomness, caller: 'slipway' });
  try {
    await engine.ready().catch(withRestoreCommand(paths));
    await plantSeeds.inOwnStore(engine);
    await tellDefinitions(engine, kinds);
    await work(engine, store, { paths, logger });
  } finally {
    engine.close();
    await storage.close();
  }
  return 0;
}
