import { ApiError } from '#api/meta/api-error.ts';
import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { type Action, isAllowed } from './is-allowed.ts';

/** Questions about the asker, which are answered and not stored: who am I, may I. */
export function review(request: ApiRequest, plural: string, sent: unknown): Answer {
  const { user } = request;
  if (plural === 'selfsubjectreviews') {
    const userInfo = { username: user.name, groups: user.groups };
    return answer({ kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1', status: { userInfo } });
  }
  const spec = isJsonObject(sent) && isJsonObject(sent['spec']) ? sent['spec'] : {};
  const allowed = isAllowed(user, actionOf(spec));
  const reason = allowed ? '' : 'slipway:admins may do everything, slipway:viewers may read everything but Secrets';
  const apiVersion = 'authorization.k8s.io/v1';
  return answer({
    kind: 'SelfSubjectAccessReview',
    apiVersion,
    spec,
    status: { allowed, ...(reason === '' ? {} : { reason }) },
  });
}

function answer(body: { readonly kind: string; readonly [field: string]: unknown }): Answer {
  return { type: 'object', status: 201, body: { ...body, metadata: {} } };
}

function actionOf(spec: { readonly [field: string]: unknown }): Action {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  if (isJsonObject(resource)) {
    return {
      type: 'resource',
      verb: text(resource['verb']),
      group: text(resource['group']),
      resource: text(resource['resource']),
    };
  }
  if (isJsonObject(path)) return { type: 'path', verb: text(path['verb']), path: text(path['path']) };
  throw new ApiError('BadRequest', 'exactly one of spec.resourceAttributes and spec.nonResourceAttributes must be set');
}
