import { ApiError } from '#api/meta/api-error.ts';
import type { Patch, WriteOptions } from '#capabilities/object-api.ts';
import { refusal } from '#engine/refusal.ts';
import { problem } from '#engine/schema/problem.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { contentType } from '../http/content-type.ts';
import { decodeBody } from '../http/decode-body.ts';
import { unsupportedMediaType } from '../http/unsupported-media-type.ts';
import type { NamedTarget } from '../resource-target.ts';
import { applyObject } from './apply-object.ts';
import { writeAnswer } from './write-answer.ts';

const patchTypes: { readonly [contentType: string]: Patch['type'] | 'apply' } = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/** PATCH in its four kinds. */
export async function patchObject(core: ApiServerCore, request: ApiRequest, target: NamedTarget): Promise<Answer> {
  const { kind, subresource, name, namespace } = target;
  const language = contentType(request);
  const type = patchTypes[language];
  if (type === undefined) throw unsupportedMediaType(language, Object.keys(patchTypes));
  if (type === 'apply') return applyObject(core, request, target);
  if (request.query.has('force')) {
    throw refusal.options('PatchOptions', [problem.forbidden('force', 'may not be specified for non-apply patch')]);
  }
  const duplicates: string[] = [];
  const body = decodeBody(await request.body(), 'json', (sentence) => duplicates.push(sentence));
  const patch = readPatch(type, body);
  const write = (options: WriteOptions) => core.objects.patch(kind, { name, namespace }, { ...patch, ...options });
  return writeAnswer(core, request, { kind, subresource, duplicates, write });
}

function readPatch(type: Patch['type'], body: unknown): Patch {
  if (type !== 'json') return { type, body };
  if (Array.isArray(body)) return { type, body };
  throw new ApiError('BadRequest', 'a JSON patch is a list of operations');
}
