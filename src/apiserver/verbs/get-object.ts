import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { NamedTarget } from '../resource-target.ts';
import { objectAnswer } from './object-answer.ts';

/** GET of one object, its status or its scale. */
export async function getObject(core: ApiServerCore, request: ApiRequest, target: NamedTarget): Promise<Answer> {
  const { kind, name, namespace, subresource } = target;
  const key = { namespace, name };
  if (subresource === 'scale') return { type: 'object', status: 200, body: await core.objects.scale(kind, key) };
  const object = await core.objects.get(kind, key, { signal: request.signal });
  return objectAnswer(core, request, { kind, object });
}
