import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ResourceTarget } from '../resource-target.ts';
import { listItems } from './list-items.ts';
import { noMore } from './no-more.ts';
import { readDeleteOptions } from './read-delete-options.ts';
import { readParameters } from './read-parameters.ts';

/** DELETE of a collection: one object after another, as one writer would do it. */
export async function deleteCollection(
  core: ApiServerCore,
  request: ApiRequest,
  target: ResourceTarget,
): Promise<Answer> {
  const { kind, namespace } = target;
  const options = await readDeleteOptions(request);
  const list = await core.objects.list(kind, readParameters.list(request, namespace));
  const items: KubeObject[] = [];
  for (const item of list.items) {
    const { name, namespace: own } = item.metadata;
    try {
      await core.objects.delete(kind, { name, namespace: own }, options);
      items.push(item);
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error;
    }
  }
  const { resourceVersion, continue: next, remainingItemCount } = list;
  const metadata = {
    resourceVersion,
    ...(next === undefined ? noMore(kind) : { continue: next }),
    ...(remainingItemCount === undefined ? {} : { remainingItemCount }),
  };
  return {
    type: 'object',
    status: 200,
    body: { kind: `${kind.kind}List`, apiVersion: apiVersion(kind), metadata, items: listItems(kind, items) },
  };
}
