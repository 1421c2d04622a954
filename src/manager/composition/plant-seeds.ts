import { Namespace } from '#api/builtin/namespace.ts';
import { group } from '#api/group.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { shippedReleases } from './shipped-releases.ts';

const apiVersion = `${group.group}/${group.version}`;

interface Seed {
  readonly kind: Kind;
  readonly object: Unsaved<KubeObject> & { readonly spec?: unknown };
}

/** What a store of our own starts with: a Kubernetes cluster has its namespaces. */
const namespaces: readonly Seed[] = ['default', systemNamespace].map((name) => ({
  kind: Namespace,
  object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
}));

/** What every installation starts with. */
const declarations: readonly Seed[] = [
  { kind: Provider, object: { apiVersion, kind: 'Provider', metadata: { name: 'docker' }, spec: { type: 'docker' } } },
  ...shippedReleases.map((object) => ({ kind: PlatformRelease, object })),
];

async function plant(objects: ObjectApi, seeds: readonly Seed[]): Promise<void> {
  for (const { kind, object } of seeds) {
    try {
      await objects.create(kind, object, { fieldManager: 'slipway-seeds' });
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
    }
  }
}

/** Creates what is missing of the seeds. A user may replace all but the namespaces; nothing is ever overwritten. */
export const plantSeeds = {
  inOwnStore: (objects: ObjectApi) => plant(objects, [...namespaces, ...declarations]),
  inCluster: (objects: ObjectApi) => plant(objects, declarations),
} as const;
