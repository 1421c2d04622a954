import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi, Watch } from '#capabilities/object-api.ts';
import {
  WorkloadUnreachable,
  type WorkloadCluster,
  type WorkloadClusters,
  type WorkloadConnection,
} from '#capabilities/workload-clusters.ts';
import type { Caller } from './incarnation.ts';
import { readPlaceholder } from './placeholder.ts';
import { scheduleObjects } from './schedule-objects.ts';
import type { SimulatedCluster } from './simulated-cluster.ts';
import type { SimulatedHosts } from './simulated-hosts.ts';

/** The workload clusters of a simulated world as one incarnation reaches them: through endpoints, with certificates that hold. */
export function createSimulatedWorkloads(hosts: SimulatedHosts, clock: Clock, incarnation: Caller): WorkloadClusters {
  return {
    connect(connection): WorkloadCluster {
      const reach = (): SimulatedCluster => reachCluster(hosts, clock, connection);
      const place = `workload ${connection.server}`;
      const opened = new Set<Watch<KubeObject>>();
      return {
        objects: scheduleObjects(objectsOf(reach, opened), incarnation, place),
        ready: () => incarnation.call(`${place} ready`, async () => reach() !== undefined),
        evict: (pod) => incarnation.call(`${place} evict ${pod.name}`, async () => await reach().evict(pod)),
        approve: (name, decision) => incarnation.call(`${place} decide ${name}`, () => reach().decide(name, decision)),
        close: async () => {
          for (const watch of opened) {
            watch.close();
          }
        },
      };
    },
  };
}

function reachCluster(hosts: SimulatedHosts, clock: Clock, connection: WorkloadConnection): SimulatedCluster {
  const { hostname, port } = new URL(connection.server);
  const cluster = hosts.at(hostname, Number(port));
  if (cluster === undefined) {
    throw new WorkloadUnreachable(`${connection.server} does not answer`);
  }
  if (hosts.partitioned.has(cluster)) {
    throw new WorkloadUnreachable(`${connection.server} cannot be reached from here`);
  }
  const certificate = readPlaceholder(connection.certificate);
  if (readPlaceholder(connection.authority)?.['serial'] !== cluster.serial) {
    throw new WorkloadUnreachable(`${connection.server} shows a certificate of another authority`);
  }
  if (
    certificate === undefined ||
    certificate['issuer'] !== cluster.serial ||
    Number(certificate['notAfter']) <= clock.now()
  ) {
    throw new WorkloadUnreachable(`${connection.server} refuses the client's certificate`);
  }
  return cluster;
}

function objectsOf(reach: () => SimulatedCluster, opened: Set<Watch<KubeObject>>): ObjectApi {
  return {
    get: async (...request) => reach().engine.get(...request),
    list: async (...request) => reach().engine.list(...request),
    watch: (...request) => watchCluster(reach, opened, (cluster) => cluster.engine.watch(...request)),
    create: async (...request) => reach().engine.create(...request),
    update: async (...request) => reach().engine.update(...request),
    patch: async (...request) => reach().engine.patch(...request),
    apply: async (...request) => reach().engine.apply(...request),
    delete: async (...request) => reach().engine.delete(...request),
  };
}

/** A watch ends, as if the connection were lost, when the cluster stops serving. */
function watchCluster<T extends KubeObject>(
  reach: () => SimulatedCluster,
  opened: Set<Watch<KubeObject>>,
  open: (cluster: SimulatedCluster) => Watch<T>,
): Watch<T> {
  let cluster: SimulatedCluster;
  try {
    cluster = reach();
  } catch {
    return { next: async () => [], close: () => undefined };
  }
  const watch = open(cluster);
  cluster.watches.add(watch);
  opened.add(watch);
  return {
    next: () => watch.next(),
    close: () => {
      cluster.watches.delete(watch);
      opened.delete(watch);
      watch.close();
    },
  };
}
