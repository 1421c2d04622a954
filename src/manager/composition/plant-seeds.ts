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

/** What every installation starts with. A user may replace all but the namespaces; nothing is ever overwritten. */
const seeds: readonly { readonly kind: Kind; readonly object: Unsaved<KubeObject> & { readonly spec?: unknown } }[] = [
  { kind: Namespace, object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } } },
  { kind: Namespace, object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } } },
  { kind: Provider, object: { apiVersion, kind: 'Provider', metadata: { name: 'docker' }, spec: { type: 'docker' } } },
  ...shippedReleases.map((object) => ({ kind: PlatformRelease, object })),
];

/** Creates what is missing of the seeds. */
export async function plantSeeds(objects: ObjectApi): Promise<void> {
  for (const { kind, object } of seeds) {
    try {
      await objects.create(kind, object, { fieldManager: 'slipway-seeds' });
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
    }
  }
}
