import { createHash } from 'node:crypto';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import { metadataSchema } from '#engine/schema/metadata-schema.ts';

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const text = { type: 'string' } as const;

/** kubectl looks for these before it asks the server to validate or to run dry. */
const writeParameters = [
  parameter('dryRun', text),
  parameter('fieldManager', text),
  parameter('fieldValidation', text),
];
const patchParameters = [...writeParameters, parameter('force', { type: 'boolean' })];

/** OpenAPI v3 documents: an index, and one for each group and version. */
export interface OpenApi {
  index(): object;
  /** The document at `/openapi/v3/…` with these segments behind, or undefined. */
  document(segments: readonly string[]): object | undefined;
}

/** Makes the documents for these kinds, each when it is first asked for. */
export function createOpenApi(kinds: readonly Kind[], version: string): OpenApi {
  const places = new Map<string, readonly Kind[]>();
  for (const kind of kinds) {
    const place = kind.group === '' ? `api/${kind.version}` : `apis/${apiVersion(kind)}`;
    places.set(place, [...(places.get(place) ?? []), kind]);
  }
  const made = new Map<string, object>();
  const document = (place: string) => {
    const found = places.get(place);
    if (!found) return undefined;
    const known = made.get(place) ?? documentOf(found, version);
    made.set(place, known);
    return known;
  };
  return {
    index: () => {
      const entries = [...places.keys()].map((place) => {
        const hash = createHash('sha256')
          .update(JSON.stringify(document(place)))
          .digest('hex')
          .toUpperCase();
        return [place, { serverRelativeURL: `/openapi/v3/${place}?hash=${hash}` }] as const;
      });
      return { paths: Object.fromEntries(entries) };
    },
    document: (segments) => document(segments.join('/')),
  };
}

function documentOf(kinds: readonly Kind[], version: string): object {
  const { description: _none, ...metadata } = { description: '', ...metadataSchema };
  return {
    openapi: '3.0.0',
    info: { title: 'Slipway', version },
    paths: Object.fromEntries(kinds.flatMap(pathsOf)),
    components: {
      schemas: Object.fromEntries([
        ...kinds.map((kind) => [schemaName(kind), schemaOf(kind)] as const),
        [
          objectMeta,
          { description: 'What every object says of itself: its name, its labels, who owns it.', ...metadata },
        ] as const,
      ]),
    },
  };
}

/** `dev.slipway.v1alpha1.Cluster`: the group backwards, as Kubernetes names schemas. */
function schemaName(kind: Kind): string {
  const group = kind.group === '' ? 'io.k8s.api.core' : kind.group.split('.').toReversed().join('.');
  return `${group}.${kind.version}.${kind.kind}`;
}

function identity({ group, version, kind }: Kind): object {
  return { group, version, kind };
}

function schemaOf(kind: Kind): object {
  const { schema } = kind;
  return {
    ...schema,
    type: 'object',
    properties: {
      apiVersion: { ...text, description: 'Version of the schema that this object is written in.' },
      kind: { ...text, description: 'What this object is.' },
      metadata: {
        description: 'Name, namespace, labels and annotations.',
        default: {},
        allOf: [reference(objectMeta)],
      },
      ...schema.properties,
    },
    'x-kubernetes-group-version-kind': [identity(kind)],
  };
}

function pathsOf(kind: Kind): readonly (readonly [string, object])[] {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${apiVersion(kind)}`;
  const collection = `${root}${kind.scope === 'Namespaced' ? '/namespaces/{namespace}' : ''}/${kind.plural}`;
  const content = { 'application/json': { schema: reference(schemaName(kind)) } };
  const answers = { responses: { 200: { description: 'OK', content } } };
  const operation = (action: string, more: object = {}) => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': identity(kind),
    ...answers,
    ...more,
  });
  const body = { requestBody: { content } };
  const patch = {
    requestBody: { content: { 'application/apply-patch+yaml': { schema: { type: 'object' } } } },
    parameters: patchParameters,
  };
  return [
    [collection, { get: operation('list'), post: operation('post', { ...body, parameters: writeParameters }) }],
    [
      `${collection}/{name}`,
      {
        get: operation('get'),
        put: operation('put', { ...body, parameters: writeParameters }),
        patch: operation('patch', patch),
        delete: operation('delete', { parameters: [parameter('dryRun', text)] }),
      },
    ],
  ];
}

function reference(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function parameter(name: string, schema: object): object {
  return { name, in: 'query', schema: { ...schema, uniqueItems: true } };
}
