import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import type { ApplyConfiguration, Patch, WriteOptions } from '#capabilities/object-api.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { decodeBody } from '../http/decode-body.ts';
import type { ResourceTarget } from '../resource-target.ts';
import { objectAnswer } from './object-answer.ts';
import { contentTypeOf, placeObject, readPlainBody, unsupported } from './read-object-body.ts';
import { readParameters } from './read-parameters.ts';

type Named = ResourceTarget & { readonly name: string };

const patchTypes: { readonly [contentType: string]: Patch['type'] | 'apply' } = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/** POST to a collection. */
export async function createObject(core: ApiServerCore, request: ApiRequest, target: ResourceTarget): Promise<Answer> {
  const { kind } = target;
  const sent = placeObject(await readPlainBody(request), target);
  return written(core, request, {
    kind,
    status: 201,
    write: (options) => core.objects.create(kind, sent as Unsaved<KubeObject>, options),
  });
}

/** PUT of an object, its status or its scale. */
export async function updateObject(core: ApiServerCore, request: ApiRequest, target: Named): Promise<Answer> {
  const { kind, subresource } = target;
  const sent = placeObject(await readPlainBody(request), target) as Unsaved<KubeObject>;
  return written(core, request, { kind, subresource, write: (options) => core.objects.update(kind, sent, options) });
}

/** PATCH in its four kinds. */
export async function patchObject(core: ApiServerCore, request: ApiRequest, target: Named): Promise<Answer> {
  const { kind, subresource, name, namespace } = target;
  const contentType = contentTypeOf(request);
  const type = patchTypes[contentType];
  if (type === undefined) throw unsupported(contentType, Object.keys(patchTypes));
  if (type === 'apply') return applyObject(core, request, target);
  const patch = readPatch(type, decodeBody(await request.body(), 'json'));
  const write = (options: WriteOptions) => core.objects.patch(kind, { name, namespace }, { ...patch, ...options });
  return written(core, request, { kind, subresource, write });
}

async function applyObject(core: ApiServerCore, request: ApiRequest, target: Named): Promise<Answer> {
  const { kind, subresource } = target;
  if (!request.query.get('fieldManager')) {
    throw new ApiError(
      'BadRequest',
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  }
  const force = readParameters.flag(request.query, 'force');
  const sent = placeObject(decodeBody(await request.body(), 'yaml'), target) as ApplyConfiguration;
  let created = false;
  const existed = core.objects.get(kind, target, { signal: request.signal }).then(
    () => true,
    () => false,
  );
  const write = async (options: WriteOptions & { readonly fieldManager: string }) => {
    created = !(await existed) && subresource === undefined;
    return core.objects.apply(kind, sent, { ...options, force });
  };
  const answer = await written(core, request, { kind, subresource, write });
  return created && answer.type === 'object' ? { ...answer, status: 201 } : answer;
}

function readPatch(type: Patch['type'], body: unknown): Patch {
  if (type !== 'json') return { type, body };
  if (Array.isArray(body)) return { type, body };
  throw new ApiError('BadRequest', 'a JSON patch is a list of operations');
}

async function written(
  core: ApiServerCore,
  request: ApiRequest,
  change: {
    readonly kind: Kind;
    readonly status?: number;
    readonly subresource?: string | undefined;
    readonly write: (options: WriteOptions & { readonly fieldManager: string }) => Promise<KubeObject>;
  },
): Promise<Answer> {
  const { kind, status = 200, subresource, write } = change;
  const warnings: string[] = [];
  const options = readParameters.write(request, (text) => warnings.push(text));
  const scoped = subresource === 'status' || subresource === 'scale' ? { ...options, subresource } : options;
  const object = await write(scoped as typeof options);
  if (subresource === 'scale') return { type: 'object', status, body: object, warnings };
  return objectAnswer(core, request, { kind, object, status, warnings });
}
