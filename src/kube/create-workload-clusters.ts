import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi, Watch } from '#capabilities/object-api.ts';
import { type WorkloadCluster, type WorkloadClusters, WorkloadUnreachable } from '#capabilities/workload-clusters.ts';
import { ConnectionLost } from './connection-lost.ts';
import { createKubeClient } from './create-kube-client.ts';

/** API servers send watches a bookmark about every minute; two missed ones mean a dead connection. */
const watchSilence = 150_000;

/** Workload clusters over HTTPS: one set of connections each, opened on first use. */
export function createWorkloadClusters(): WorkloadClusters {
  return {
    connect: (connection): WorkloadCluster => {
      const client = createKubeClient(connection, { watchSilence });
      return {
        objects: translateObjects(client.objects),
        ready: (signal) => translated(client.ready(signal)),
        evict: (pod, signal) => translated(client.evict(pod, signal)),
        approve: (name, decision, signal) => translated(client.approve(name, decision, signal)),
        close: () => client.close(),
      };
    },
  };
}

function translateObjects(objects: ObjectApi): ObjectApi {
  return {
    get: (...request) => translated(objects.get(...request)),
    list: (...request) => translated(objects.list(...request)),
    watch: (...request) => translateWatch(objects.watch(...request)),
    create: (...request) => translated(objects.create(...request)),
    update: (...request) => translated(objects.update(...request)),
    patch: (...request) => translated(objects.patch(...request)),
    apply: (...request) => translated(objects.apply(...request)),
    delete: (...request) => translated(objects.delete(...request)),
  };
}

function translateWatch<T extends KubeObject>(watch: Watch<T>): Watch<T> {
  return { next: () => translated(watch.next()), close: () => watch.close() };
}

async function translated<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConnectionLost) throw new WorkloadUnreachable(error.message, { cause: error });
    throw error;
  }
}
