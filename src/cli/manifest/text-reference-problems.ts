import { ConfigMap } from '#api/builtin/config-map.ts';
import { Secret } from '#api/builtin/secret.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { isRecord } from '#base/is-record.ts';
import { nearest } from '#base/nearest.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { clusterReferences, type ClusterReference } from './cluster-references.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

const kinds = { ConfigMap, Secret } as const;

/** The keys with text in an object of a file or of the store. */
function keysIn(object: Pick<KubeObject, never>): readonly string[] {
  const members: readonly unknown[] = [Reflect.get(object, 'data'), Reflect.get(object, 'stringData')];
  return members.flatMap((member) => (isRecord(member) ? Object.keys(member) : []));
}

async function stored(objects: ObjectApi, { kind, name }: ClusterReference, namespace: string) {
  return objects.get(kinds[kind], { namespace, name }).catch((error: unknown) => {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
    throw error;
  });
}

function brought(manifests: readonly Manifest[], kind: string, namespace: string): readonly Manifest[] {
  return manifests.filter((one) => one.kind.kind === kind && one.object.metadata.namespace === namespace);
}

async function sentence(
  objects: ObjectApi,
  manifests: readonly Manifest[],
  at: { readonly reference: ClusterReference; readonly namespace: string },
): Promise<string | undefined> {
  const { namespace, reference } = at;
  const { key, kind, name } = reference;
  const coming = brought(manifests, kind, namespace);
  const found =
    coming.find(({ object }) => object.metadata.name === name)?.object ?? (await stored(objects, reference, namespace));
  if (found && keysIn(found).includes(key)) return undefined;
  if (found) {
    const near = nearest(key, keysIn(found));
    return `${kind} ${name} has no key ${key}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  const others = (await objects.list(kinds[kind], { namespace })).items.map(({ metadata }) => metadata.name);
  const near = nearest(name, [...coming.map(({ object }) => object.metadata.name), ...others]);
  const cure = near === undefined ? 'make it first, or put it into the same file' : `did you mean ${near}?`;
  return `there is no ${kind} ${name} in namespace ${namespace}; ${cure}`;
}

/** References of Clusters to texts in ConfigMaps and Secrets that neither exist nor come with the same files. */
export async function textReferenceProblems(
  objects: ObjectApi,
  manifests: readonly Manifest[],
): Promise<readonly Problem[]> {
  const problems = new Map<string, Problem>();
  for (const { file, kind, locate, object } of manifests) {
    if (kind.kind !== 'Cluster') continue;
    const namespace = object.metadata.namespace ?? 'default';
    for (const reference of clusterReferences(object['spec'])) {
      const { field } = reference;
      const message = await sentence(objects, manifests, { reference, namespace });
      if (message === undefined || problems.has(`${file} ${field}`)) continue;
      problems.set(`${file} ${field}`, { file, position: locate(field), field, message });
    }
  }
  return [...problems.values()];
}
