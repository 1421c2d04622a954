import { group } from '#api/group.ts';
import { kinds } from '#api/kinds.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { isRecord } from '#base/is-record.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';

const cure = 'install them: slipway server crds | kubectl apply --server-side -f -';

/** Throws with a sentence when a server is not a Kubernetes cluster that knows our kinds. */
export async function requireManagementCluster(client: Pick<KubeClient, 'read'>): Promise<void> {
  const version = await client.read('/version');
  const gitVersion = isRecord(version) ? String(version['gitVersion']) : '';
  if (gitVersion.includes('+slipway'))
    throw new Error(
      'this kubeconfig leads to a manager with a store of its own, which takes care of its clusters itself; name a Kubernetes cluster, or ask that manager: kubectl --kubeconfig FILE get clusters',
    );
  const served = await servedPlurals(client);
  const missing = kinds.filter(({ plural }) => !served.has(plural)).map(({ plural }) => `${plural}.${group.group}`);
  if (missing.length > 0)
    throw new Error(`the cluster has no CustomResourceDefinition of ${missing.join(', ')}; ${cure}`);
}

async function servedPlurals(client: Pick<KubeClient, 'read'>): Promise<ReadonlySet<string>> {
  try {
    const answer = await client.read(`/apis/${group.group}/${group.version}`);
    const resources = isRecord(answer) && Array.isArray(answer['resources']) ? answer['resources'] : [];
    return new Set(resources.filter(isRecord).map(({ name }) => String(name)));
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return new Set();
    throw error;
  }
}
