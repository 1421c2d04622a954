import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { Lease } from '#api/builtin/lease.ts';
import type { Logger } from '#capabilities/logger.ts';
import { exitCodes } from '#cli/exit-codes.ts';
import { leaseTimes } from '#domain/election/lease-times.ts';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { clock } from '#platform/clock.ts';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { createMetrics, type MetricsRegistry } from '#platform/metrics/create-metrics.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { randomness } from '#platform/randomness.ts';
import type { ServerPaths } from '#platform/server/server-paths.ts';
import { timers } from '#platform/timers.ts';
import { LeaderElection } from '#runtime/leader-election.ts';
import { connectProvider } from '../composition/connect-provider.ts';
import { nextEpoch } from '../composition/next-epoch.ts';
import { plantSeeds } from '../composition/plant-seeds.ts';
import { createWorkers } from '../server/create-workers.ts';
import type { ServerArguments } from '../server/read-server-arguments.ts';
import { stopSignal } from '../server/stop-signal.ts';
import { version } from '../version.ts';
import { clusterControllers } from './cluster-controllers.ts';
import { clusterInstallation } from './cluster-installation.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { connectCluster } from './connect-cluster.ts';
import { epochFence } from './epoch-fence.ts';
import { leaseKey } from './lease-key.ts';
import { limitChange } from './limit-change.ts';
import { requireManagementCluster } from './require-management-cluster.ts';
import { type HealthServer, serveHealth } from './serve-health.ts';

/** A server that lives says something on every watch about once a minute. */
const watchSilence = 150_000;
const publishedWithin = 30_000;
const account = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface ClusterHost extends Omit<ServerArguments, 'place'> {
  readonly place: ClusterPlace;
  readonly paths: ServerPaths;
  readonly logger: Logger;
}

/** One candidate, from its first look at the cluster. */
interface Candidate {
  readonly client: KubeClient;
  readonly election: LeaderElection;
  readonly installation: string;
  readonly metrics: MetricsRegistry;
  readonly host: ClusterHost;
}

/** The manager over the objects of a Kubernetes cluster: waits until it leads, works until told to stop. The exit code. */
export async function runOnCluster(host: ClusterHost): Promise<number> {
  const stop = stopSignal();
  const connection = await connectCluster(host.place, { environment: process.env, timers, account });
  const client = createKubeClient(connection, { watchSilence });
  try {
    await patiently(host.place, () => requireManagementCluster(client));
    const installation = await clusterInstallation(client.objects);
    const metrics = createMetrics();
    const leading = metrics.metrics.gauge({
      name: 'slipway_leading',
      help: 'Whether this manager leads: 1, or 0 while it waits.',
      labelNames: [],
    });
    leading.set({}, 0);
    const identity = `${host.identity ?? hostname()}_${randomness.uuid()}`;
    const election = createElection(client, host.logger, identity);
    const health = await startHealth({ client, election, installation, metrics, host });
    try {
      host.logger.info('waiting to lead', { server: connection.server, version, installation, identity });
      if (await election.campaign(stop)) {
        leading.set({}, 1);
        await lead({ client, election, installation, metrics, host }, stop);
      }
    } finally {
      await health?.close();
    }
  } finally {
    await client.close();
  }
  return exitCodes.ok;
}

/** In a Pod somebody has just installed the definitions, and the API server publishes them a little later. */
async function patiently(place: ClusterPlace, require: () => Promise<void>): Promise<void> {
  const end = timers.monotonic() + (place.way === 'in-cluster' ? publishedWithin : 0);
  for (;;) {
    try {
      return await require();
    } catch (error) {
      if (timers.monotonic() >= end) throw error;
      await timers.sleep(1_000);
    }
  }
}

function createElection({ objects }: KubeClient, logger: Logger, identity: string): LeaderElection {
  return new LeaderElection({
    objects,
    kind: Lease,
    key: leaseKey,
    identity,
    clock,
    // Other clocks stand still while the machine sleeps, and somebody else may lead when it wakes.
    timers: { ...timers, monotonic: () => uptime() * 1000 },
    onLost(why) {
      // Another one may lead already: nothing is finished and nothing closed, as after a kill.
      logger.error('the lead is lost', { why, identity });
      process.exit(exitCodes.leadLost);
    },
    onProblem: (error) => logger.warn('the Lease could not be asked for', { error: String(error) }),
  });
}

async function startHealth({ client, election, host, metrics }: Candidate): Promise<HealthServer | undefined> {
  if (host.health === undefined) return undefined;
  const server = await serveHealth({
    address: host.health,
    pki: createPki(clock),
    metrics,
    ready: () => election.silence < leaseTimes.durationSeconds * 1000,
    mayGet: client.mayGet,
  });
  host.logger.info('health is served', { address: host.health.host, port: server.port });
  return server;
}

async function lead({ client, election, host, installation, metrics }: Candidate, stop: AbortSignal): Promise<void> {
  const { logger, paths } = host;
  const { objects } = client;
  const holding = new AbortController();
  const held = election.hold(holding.signal);
  try {
    const epoch = await nextEpoch(objects, clock.now());
    logger.info('leading', { version, installation, epoch });
    await plantSeeds.inCluster(objects);
    const tasks = join(paths.state, 'clusters', installation, 'tasks');
    await ensureDirectory(join(paths.state, 'clusters', installation));
    const workers = await createWorkers({
      objects,
      installation,
      epoch,
      connect: connectProvider({ objects, clock, timers, installation, mayAsk: () => election.leading }),
      logger,
      metrics: metrics.metrics,
      tasks,
      reachesFrom: host.place.way === 'in-cluster' ? 'pod' : 'host',
      controllers: clusterControllers,
      limit: limitChange,
      fence: epochFence({ objects, election, epoch }),
    });
    try {
      await workers.run(stop);
    } finally {
      await workers.close();
    }
  } finally {
    holding.abort();
    await held;
    await election.release();
  }
}
