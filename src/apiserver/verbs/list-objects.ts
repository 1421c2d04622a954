import { apiVersion } from '#api/meta/api-version.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ResourceTarget } from '../resource-target.ts';
import { convertObjects } from './convert-objects.ts';
import { listItems } from './list-items.ts';
import { noMore } from './no-more.ts';
import { objectFormat } from './object-format.ts';
import { readParameters } from './read-parameters.ts';

/** GET of a collection. */
export async function listObjects(core: ApiServerCore, request: ApiRequest, target: ResourceTarget): Promise<Answer> {
  const { kind, namespace } = target;
  const format = objectFormat(request);
  const list = await core.objects.list(kind, readParameters.list(request, namespace));
  const { items, resourceVersion, continue: next, remainingItemCount } = list;
  const metadata = {
    resourceVersion,
    ...(next === undefined ? noMore(kind) : { continue: next }),
    ...(remainingItemCount === undefined ? {} : { remainingItemCount }),
  };
  const whole = { kind: `${kind.kind}List`, apiVersion: apiVersion(kind), metadata, items: listItems(kind, items) };
  const body = convertObjects(core, request, { kind, format }).many(whole);
  return { type: 'object', status: 200, body, encoding: format.encoding };
}
