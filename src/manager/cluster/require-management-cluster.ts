import { group } from '#api/group.ts';
import { kinds } from '#api/kinds.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { Schema } from '#api/meta/schema.ts';
import { isRecord } from '#base/is-record.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';

const cure = 'install them: slipway server crds | kubectl apply --server-side --force-conflicts -f -';

type Fields = { readonly [name: string]: unknown };

/** Throws with a sentence when a server is not a Kubernetes cluster that knows our kinds with all their fields. */
export async function requireManagementCluster(client: Pick<KubeClient, 'read'>): Promise<void> {
  const version = await client.read('/version');
  const gitVersion = isRecord(version) ? String(version['gitVersion']) : '';
  if (gitVersion.includes('+slipway'))
    throw new Error(
      'this kubeconfig leads to a manager with a store of its own, which takes care of its clusters itself; name a Kubernetes cluster, or ask that manager: kubectl --kubeconfig FILE get clusters',
    );
  const schemas = await publishedSchemas(client);
  const served = kinds.map((kind) => ({ kind, schema: schemas[`dev.slipway.${group.version}.${kind.kind}`] }));
  const missing = served.filter(({ schema }) => schema === undefined).map(({ kind }) => nameOf(kind));
  if (missing.length > 0)
    throw new Error(`the cluster has no CustomResourceDefinition of ${missing.join(', ')}; ${cure}`);
  const older = served.flatMap(({ kind, schema }) =>
    lacking(kind.schema, schema).map((path) => `${nameOf(kind)} ${path}`),
  );
  if (older.length > 0)
    throw new Error(
      `the cluster's CustomResourceDefinitions are older than this manager and lack ${older.slice(0, 5).join(', ')}; ${cure}`,
    );
}

function nameOf({ plural }: Kind): string {
  return `${plural}.${group.group}`;
}

/** What the server says of our kinds to every client, by the name of the schema. */
async function publishedSchemas(client: Pick<KubeClient, 'read'>): Promise<Fields> {
  try {
    const answer = await client.read(`/openapi/v3/apis/${group.group}/${group.version}`);
    const components = isRecord(answer) ? answer['components'] : undefined;
    return isRecord(components) && isRecord(components['schemas']) ? components['schemas'] : {};
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return {};
    throw error;
  }
}

/** Paths of fields that ours has and the other one does not. */
function lacking(ours: Schema, theirs: unknown, path = ''): readonly string[] {
  if (!isRecord(theirs)) return [path];
  const { additionalProperties, items, properties } = ours;
  const fields = Object.entries(properties ?? {}).flatMap(([name, field]) => {
    const published = isRecord(theirs['properties']) ? theirs['properties'][name] : undefined;
    return lacking(field, published, `${path}.${name}`);
  });
  const parts = [
    ...(items === undefined ? [] : lacking(items, theirs['items'], `${path}[]`)),
    ...(isRecord(additionalProperties)
      ? lacking(additionalProperties, theirs['additionalProperties'], `${path}[*]`)
      : []),
  ];
  return [...fields, ...parts];
}
