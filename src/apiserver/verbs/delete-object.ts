import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { NamedTarget } from '../resource-target.ts';
import { objectAnswer } from './object-answer.ts';
import { readDeleteOptions } from './read-delete-options.ts';

/** DELETE of one object: answers with it as it is now, or was last. */
export async function deleteObject(core: ApiServerCore, request: ApiRequest, target: NamedTarget): Promise<Answer> {
  const { kind, name, namespace } = target;
  const options = await readDeleteOptions(request);
  const object = await core.objects.delete(kind, { name, namespace }, options);
  return objectAnswer(core, request, { kind, object });
}
