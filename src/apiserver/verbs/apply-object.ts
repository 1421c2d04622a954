import type { ApplyConfiguration, WriteOptions } from '#capabilities/object-api.ts';
import { refusal } from '#engine/refusal.ts';
import { problem } from '#engine/schema/problem.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { decodeBody } from '../http/decode-body.ts';
import type { NamedTarget } from '../resource-target.ts';
import { placeObject } from './place-object.ts';
import { readParameters } from './read-parameters.ts';
import { writeAnswer } from './write-answer.ts';

/** Server-side apply. */
export async function applyObject(core: ApiServerCore, request: ApiRequest, target: NamedTarget): Promise<Answer> {
  const { kind, subresource } = target;
  if (!request.query.get('fieldManager')) {
    throw refusal.options('PatchOptions', [problem.required('fieldManager', 'is required for apply patch')]);
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
  const answer = await writeAnswer(core, request, { kind, subresource, write });
  return created && answer.type === 'object' ? { ...answer, status: 201 } : answer;
}
