import { ApiError } from '#api/meta/api-error.ts';
import { authorize } from './access/authorize.ts';
import type { Action } from './access/is-allowed.ts';
import { review } from './access/review.ts';
import { reviews } from './access/reviews.ts';
import type { ApiServerCore } from './api-server-core.ts';
import type { Discovery } from './documents/create-discovery.ts';
import type { OpenApi } from './documents/create-open-api.ts';
import { serverDocument } from './documents/server-document.ts';
import type { Answer } from './http/answer.ts';
import type { ApiRequest } from './http/api-request.ts';
import { headerText } from './http/header-text.ts';
import { negotiate } from './http/negotiate.ts';
import { loadMachineImage } from './load-machine-image.ts';
import { readBackup } from './read-backup.ts';
import { readMachineLog } from './read-machine-log.ts';
import { readNextPasses } from './read-next-passes.ts';
import { type ResourceTarget, resourceTarget } from './resource-target.ts';
import { servedVerbs } from './served-verbs.ts';
import { splitGroup } from './split-group.ts';
import { createObject } from './verbs/create-object.ts';
import { deleteCollection } from './verbs/delete-collection.ts';
import { deleteObject } from './verbs/delete-object.ts';
import { getObject } from './verbs/get-object.ts';
import { listObjects } from './verbs/list-objects.ts';
import { patchObject } from './verbs/patch-object.ts';
import { readParameters } from './verbs/read-parameters.ts';
import { readPlainBody } from './verbs/read-plain-body.ts';
import { updateObject } from './verbs/update-object.ts';
import { watchObjects } from './verbs/watch-objects.ts';

export interface Documents {
  readonly discovery: Discovery;
  readonly openApi: OpenApi;
}

const aggregatedType = { as: 'APIGroupDiscoveryList', group: 'apidiscovery.k8s.io', version: 'v2' } as const;

/** Finds out what a request asks for, whether its user may, and answers it. */
export async function routeRequest(core: ApiServerCore, documents: Documents, request: ApiRequest): Promise<Answer> {
  const { segments, method } = request;
  const asked = reviews.find(
    ({ group, version, plural }) => `apis/${group}/${version}/${plural}` === segments.join('/'),
  );
  if (asked && method === 'POST') {
    authorize(request.user, { type: 'resource', verb: 'create', group: asked.group, resource: asked.plural });
    return review(core, request, { kind: asked.kind, sent: await readPlainBody(request) });
  }
  const split = splitGroup(segments);
  if (split && split.rest.length > 0) return resource(core, request, resourceTarget(core.kinds, segments));
  authorize(request.user, { type: 'path', verb: method.toLowerCase(), path: `/${segments.join('/')}` });
  const loaded = await loadMachineImage(core.machineImports, request);
  if (loaded) return loaded;
  if (method !== 'GET' && method !== 'HEAD') throw notAllowed();
  const answer =
    discovery(documents, request) ??
    (await serverDocument(core, segments)) ??
    readNextPasses(core.nextPasses, segments) ??
    readBackup(core.backup, segments) ??
    (await readMachineLog(core.machineLogs, request));
  if (answer) return answer;
  throw notFound();
}

function notFound(): ApiError {
  return new ApiError('NotFound', 'the server could not find the requested resource');
}

function discovery({ discovery: documents, openApi }: Documents, request: ApiRequest): Answer | undefined {
  const { segments, headers } = request;
  const [root, second] = segments;
  const accept = headerText(headers, 'accept');
  if (root === 'openapi' && second === 'v3') {
    const document = segments.length === 2 ? openApi.index() : openApi.document(segments.slice(2));
    return document && { type: 'object', status: 200, body: document };
  }
  if (segments.length === 1 && (root === 'api' || root === 'apis')) {
    const { as } = negotiate(accept, [aggregatedType]);
    if (as !== undefined) {
      const contentType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
      return { type: 'object', status: 200, body: documents.aggregated(root), contentType };
    }
  }
  const body = documents.document(segments);
  return body && { type: 'object', status: 200, body, encoding: negotiate(accept).encoding };
}

function resource(core: ApiServerCore, request: ApiRequest, target: ResourceTarget): Promise<Answer> {
  const verb = verbOf(request, target);
  if (!servedVerbs(target.kind).includes(verb)) throw notAllowed(target, verb);
  authorize(request.user, actionOf(verb, target));
  const named = target.name === undefined ? undefined : { ...target, name: target.name };
  if (verb === 'watch') return watchObjects(core, request, target);
  if (named) {
    if (verb === 'get') return getObject(core, request, named);
    if (verb === 'update') return updateObject(core, request, named);
    if (verb === 'patch') return patchObject(core, request, named);
    if (verb === 'delete') return deleteObject(core, request, named);
  }
  if (verb === 'list') return listObjects(core, request, target);
  if (verb === 'create' && target.kind.scope === 'Namespaced' && target.namespace === undefined) throw notFound();
  if (verb === 'create') return createObject(core, request, target);
  if (verb === 'deletecollection') return deleteCollection(core, request, target);
  throw notAllowed();
}

const verbs: { readonly [method: string]: string } = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function verbOf(request: ApiRequest, target: ResourceTarget): string {
  const { method, query } = request;
  if (target.subresource === 'finalize' && method !== 'PUT') throw notAllowed();
  const named = target.name !== undefined;
  const whole = target.subresource === undefined;
  if (method === 'GET' || method === 'HEAD') {
    if (!named && readParameters.flag(query, 'watch')) return 'watch';
    return named ? 'get' : 'list';
  }
  if (method === 'POST' && !named) return 'create';
  if (method === 'PUT' && named) return 'update';
  if (method === 'PATCH' && named) return 'patch';
  if (method === 'DELETE' && whole) return named ? 'delete' : 'deletecollection';
  throw notAllowed(target, verbs[method] ?? '');
}

function actionOf(verb: string, target: ResourceTarget): Action {
  const { kind, namespace, name, subresource } = target;
  return { type: 'resource', verb, group: kind.group, resource: kind.plural, subresource, namespace, name };
}

function notAllowed(target?: ResourceTarget, verb = ''): ApiError {
  if (!target)
    return new ApiError('MethodNotAllowed', 'the server does not allow this method on the requested resource');
  const { group, plural } = target.kind;
  const resource = group === '' ? plural : `${plural}.${group}`;
  const details = { ...(group === '' ? {} : { group }), kind: plural };
  return new ApiError('MethodNotAllowed', `${verb} is not supported on resources of kind "${resource}"`, details);
}
