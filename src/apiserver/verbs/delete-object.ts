import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { NamedTarget } from '../resource-target.ts';
import { objectAnswer } from './object-answer.ts';
import { objectFormat } from './object-format.ts';
import { readDeleteOptions } from './read-delete-options.ts';

/** DELETE of one object: answers with it as it is now, or that it is gone. */
export async function deleteObject(core: ApiServerCore, request: ApiRequest, target: NamedTarget): Promise<Answer> {
  const { kind, name, namespace } = target;
  const options = await readDeleteOptions(request);
  const object = await core.objects.delete(kind, { name, namespace }, options);
  return isGone(object) && !returned.has(`${kind.group}/${kind.plural}`)
    ? { type: 'object', status: 200, body: success(kind, object), encoding: objectFormat(request).encoding }
    : objectAnswer(core, request, { kind, object });
}

/** Kinds whose last state is the answer to their deletion. */
const returned = new Set(['/serviceaccounts', '/pods', '/services']);

/** Whether nothing holds the object, so that it is gone and not only going. */
function isGone({ metadata, ...object }: KubeObject): boolean {
  const { spec } = object as { readonly spec?: { readonly finalizers?: readonly unknown[] } };
  const held = metadata.deletionTimestamp !== undefined && (spec?.finalizers ?? []).length > 0;
  return (metadata.finalizers ?? []).length === 0 && !held;
}

function success({ group, plural }: Kind, { metadata }: KubeObject): object {
  const { name, uid } = metadata;
  const details = { name, ...(group === '' ? {} : { group }), kind: plural, uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}
