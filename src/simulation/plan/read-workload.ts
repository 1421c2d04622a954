import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Deployment } from '#api/builtin/deployment.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Node } from '#api/builtin/node.ts';
import { Pod } from '#api/builtin/pod.ts';
import { PodDisruptionBudget } from '#api/builtin/pod-disruption-budget.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { Cluster } from '#api/cluster/index.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ListOptions, ObjectApi } from '#capabilities/object-api.ts';
import { WorkloadUnreachable } from '#capabilities/workload-clusters.ts';
import { essentialOf } from './essential-of.ts';
import { redactRequest } from './redact-request.ts';
import { redactSecret } from './redact-secret.ts';
import type { SnapshotSource } from './snapshot-source.ts';
import { storeReaderOver } from './store-reader-over.ts';
import type { WorkloadSnapshot } from './world-snapshot.ts';

const read: readonly (readonly [Kind, ListOptions])[] = [
  [Node, {}],
  [Pod, {}],
  [PodDisruptionBudget, {}],
  [Deployment, { namespace: 'kube-system' }],
  [Secret, { namespace: 'kube-system' }],
  [CertificateSigningRequest, {}],
];

/** What a cluster's own API shows of it; undefined while nobody knows how to reach it. */
export async function readWorkload(
  source: SnapshotSource,
  { metadata }: Cluster,
  stored: readonly KubeObject[],
): Promise<WorkloadSnapshot | undefined> {
  const key = { namespace: metadata.namespace ?? '', name: metadata.name };
  const connection = source.connections(key, storeReaderOver(stored));
  if (connection === undefined) return undefined;
  const cluster = source.workloads.connect(connection);
  try {
    const lists = await Promise.all(read.map(([kind, options]) => listAll(cluster.objects, kind, options)));
    return { objects: await withNamespaces(lists.flat(), source) };
  } catch (error) {
    if (error instanceof WorkloadUnreachable || error instanceof ApiError) return { silent: error.message };
    throw error;
  } finally {
    await cluster.close();
  }
}

async function listAll(objects: ObjectApi, kind: Kind, options: ListOptions): Promise<readonly KubeObject[]> {
  return (await objects.list(kind, options)).items;
}

/** The manager may not read Namespaces there: those of what it sees stand. */
async function withNamespaces(
  objects: readonly KubeObject[],
  { breathe, pki }: SnapshotSource,
): Promise<readonly KubeObject[]> {
  const names = new Set(['default', 'kube-system', ...objects.flatMap(({ metadata }) => metadata.namespace ?? [])]);
  const namespaces = [...names].toSorted().map((name) => ({
    apiVersion: 'v1',
    kind: Namespace.kind,
    metadata: { name, uid: `namespace-${name}`, resourceVersion: '1', creationTimestamp: '1970-01-01T00:00:00Z' },
    status: { phase: 'Active' },
  }));
  const kept: KubeObject[] = [];
  for (const object of objects) {
    await breathe();
    if (object.kind === Secret.kind) {
      const secret = object as Secret;
      if (secret.type === 'bootstrap.kubernetes.io/token') kept.push(redactSecret(secret, pki));
    } else if (object.kind === CertificateSigningRequest.kind) {
      kept.push(...(await redactRequest(object as CertificateSigningRequest, pki)));
    } else {
      kept.push(essentialOf(object));
    }
  }
  return [...namespaces, ...kept];
}
