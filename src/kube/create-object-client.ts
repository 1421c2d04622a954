import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import type {
  ApplyConfiguration,
  ApplyOptions,
  DeleteOptions,
  ListOptions,
  ObjectApi,
  ObjectKey,
  ObjectList,
  Patch,
  WatchOptions,
  WriteOptions,
} from '#capabilities/object-api.ts';
import { deepFreeze } from '#base/deep-freeze.ts';
import type { HttpConnection, HttpRequest } from './http-connection.ts';
import { HttpWatch } from './http-watch.ts';
import { isRecord } from '#base/is-record.ts';
import { type Query, resourcePath } from './resource-path.ts';
import { readWarnings } from './read-warnings.ts';

const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
} as const;

export interface ObjectClientOptions {
  /**
   * Milliseconds without a byte after which a watch counts as lost; 0: never. Servers send a bookmark about every minute,
   * so silence means a dead connection wherever the network may swallow packets.
   */
  readonly watchSilence: number;
}

/** The ObjectApi over HTTP. Objects stay the JSON the server sent: nothing it knows and we do not is lost. */
export function createObjectClient(http: HttpConnection, options: ObjectClientOptions): ObjectApi {
  const write = async <T extends KubeObject>(request: HttpRequest, writeOptions: WriteOptions): Promise<T> => {
    const answer = await http.request({ ...request, signal: writeOptions.signal });
    for (const text of readWarnings(answer.warnings)) writeOptions.onWarning?.(text);
    return deepFreeze(answer.body as T);
  };
  const api: ObjectApi = {
    get: async <T extends KubeObject>(kind: Kind<T>, key: ObjectKey, { signal }: { signal?: AbortSignal } = {}) => {
      const { body } = await http.request({ method: 'GET', path: resourcePath.object(kind, key), signal });
      return deepFreeze(body as T);
    },
    list: (kind, listOptions = {}) => list(http, kind, listOptions),
    watch: (kind, watchOptions = {}) => {
      const path = resourcePath.collection(kind, watchOptions.namespace, watchQuery(watchOptions));
      const open = (signal: AbortSignal) => http.stream({ method: 'GET', path, signal }, options.watchSilence);
      return new HttpWatch({ open, watch: watchOptions });
    },
    create: (kind, object, writeOptions = {}) => {
      const path = resourcePath.home(kind, object.metadata.namespace, writeQuery(writeOptions));
      return write({ method: 'POST', path, body: typed(kind, object) }, writeOptions);
    },
    update: (kind, object, writeOptions = {}) => {
      const body = writeOptions.subresource === 'scale' ? object : typed(kind, object);
      return write({ method: 'PUT', path: objectPath(kind, object.metadata, writeOptions), body }, writeOptions);
    },
    patch: (kind, key, patch: Patch & WriteOptions) => {
      const path = objectPath(kind, key, patch);
      return write({ method: 'PATCH', path, body: patch.body, contentType: patchTypes[patch.type] }, patch);
    },
    apply: (kind, object, applyOptions) => write(applyRequest(kind, object, applyOptions), applyOptions),
    delete: (kind, key, deleteOptions = {}) => remove(http, api, { kind, key, options: deleteOptions }),
  };
  return api;
}

async function list<T extends KubeObject>(
  http: HttpConnection,
  kind: Kind<T>,
  options: ListOptions,
): Promise<ObjectList<T>> {
  const { namespace, signal, ...query } = options;
  const { body } = await http.request({ method: 'GET', path: resourcePath.collection(kind, namespace, query), signal });
  const answer = body as {
    readonly metadata: {
      readonly resourceVersion: string;
      readonly continue?: string;
      readonly remainingItemCount?: number;
    };
    readonly items?: readonly T[] | null;
  };
  const { metadata } = answer;
  const identity = { apiVersion: apiVersion(kind), kind: kind.kind };
  return {
    // Lists of built-in kinds leave out what is the same for all items.
    items: deepFreeze((answer.items ?? []).map((item) => Object.assign({ ...identity }, item))),
    resourceVersion: metadata.resourceVersion,
    ...(metadata.continue ? { continue: metadata.continue } : {}),
    ...(metadata.remainingItemCount === undefined ? {} : { remainingItemCount: metadata.remainingItemCount }),
  };
}

function watchQuery(options: WatchOptions): Query {
  const { labelSelector, fieldSelector, resourceVersion, sendInitialEvents, timeoutSeconds } = options;
  return {
    watch: 'true',
    // Always asked for: they show that the connection lives.
    allowWatchBookmarks: true,
    labelSelector,
    fieldSelector,
    resourceVersion,
    timeoutSeconds,
    ...(sendInitialEvents === true ? { sendInitialEvents, resourceVersionMatch: 'NotOlderThan' } : {}),
  };
}

function writeQuery(options: WriteOptions): Query {
  const { dryRun, fieldManager, fieldValidation } = options;
  return { dryRun: dryRun === true ? 'All' : undefined, fieldManager, fieldValidation };
}

function objectPath(
  kind: Kind,
  key: { readonly name?: string; readonly namespace?: string | undefined },
  options: WriteOptions,
): string {
  const { subresource } = options;
  return resourcePath.object(
    kind,
    { namespace: key.namespace, name: key.name ?? '' },
    { subresource, query: writeQuery(options) },
  );
}

function applyRequest(kind: Kind, object: ApplyConfiguration, options: ApplyOptions): HttpRequest {
  const { name, namespace } = object.metadata;
  const query = { ...writeQuery(options), force: options.force === true ? true : undefined };
  const path = resourcePath.object(kind, { name, namespace }, { subresource: options.subresource, query });
  const body =
    options.subresource === 'scale' ? { apiVersion: 'autoscaling/v1', kind: 'Scale', ...object } : typed(kind, object);
  return { method: 'PATCH', path, body, contentType: 'application/apply-patch+yaml' };
}

function typed(kind: Kind, object: Unsaved<KubeObject> | ApplyConfiguration): object {
  return { ...object, apiVersion: object.apiVersion ?? apiVersion(kind), kind: object.kind ?? kind.kind };
}

/** Deletes. Some servers answer with a bare Status when the object is gone at once; then it is given as it was just before. */
async function remove<T extends KubeObject>(
  http: HttpConnection,
  api: ObjectApi,
  request: { readonly kind: Kind<T>; readonly key: ObjectKey; readonly options: DeleteOptions },
): Promise<T> {
  const { kind, key } = request;
  const { dryRun, signal, ...options } = request.options;
  const before = await api.get(kind, key, signal === undefined ? {} : { signal });
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', ...options, ...(dryRun === true ? { dryRun: ['All'] } : {}) };
  const answer = await http.request({ method: 'DELETE', path: resourcePath.object(kind, key), body, signal });
  if (isRecord(answer.body) && answer.body['kind'] === 'Status') return before;
  return deepFreeze(answer.body as T);
}
