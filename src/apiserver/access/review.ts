import { ApiError } from '#api/meta/api-error.ts';
import { problem } from '#engine/schema/problem.ts';
import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { type Action, isAllowed } from './is-allowed.ts';
import type { reviews } from './reviews.ts';
import type { User } from './user.ts';

export interface Question {
  readonly kind: (typeof reviews)[number]['kind'];
  readonly sent: unknown;
}

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'] as const;

/** Answers a question about the asker: who am I, may I, what may I. */
export function review(core: ApiServerCore, request: ApiRequest, { kind, sent }: Question): Answer {
  const { user } = request;
  if (kind === 'SelfSubjectReview') {
    const userInfo = { username: user.name, groups: user.groups };
    return answer({ kind, apiVersion: 'authentication.k8s.io/v1', status: { userInfo } });
  }
  const spec = isJsonObject(sent) && isJsonObject(sent['spec']) ? sent['spec'] : {};
  const status = kind === 'SelfSubjectAccessReview' ? decision(user, actionOf(spec)) : rulesOf(core, user);
  return answer({ kind, apiVersion: 'authorization.k8s.io/v1', spec, status });
}

function answer(body: { readonly kind: string; readonly [field: string]: unknown }): Answer {
  return { type: 'object', status: 201, body: { ...body, metadata: {} } };
}

function decision(user: User, action: Action): object {
  if (isAllowed(user, action)) return { allowed: true };
  return {
    allowed: false,
    reason: 'slipway:admins may do everything, slipway:viewers may read everything but Secrets',
  };
}

/** What a user may do with each kind that is served, found by asking. */
function rulesOf({ kinds }: ApiServerCore, user: User): object {
  const resourceRules = kinds.map(({ group, plural }) => ({
    verbs: verbs.filter((verb) => isAllowed(user, { type: 'resource', verb, group, resource: plural })),
    apiGroups: [group],
    resources: [plural],
  }));
  const reads = isAllowed(user, { type: 'path', verb: 'get', path: '/' });
  return {
    resourceRules: resourceRules.filter((rule) => rule.verbs.length > 0),
    nonResourceRules: reads ? [{ verbs: ['get'], nonResourceURLs: ['*'] }] : [],
    incomplete: false,
  };
}

function actionOf(spec: { readonly [field: string]: unknown }): Action {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (isJsonObject(resourceAttributes)) {
    const { verb, group, resource } = resourceAttributes;
    return { type: 'resource', verb: text(verb), group: text(group), resource: text(resource) };
  }
  if (isJsonObject(nonResourceAttributes)) {
    const { verb, path } = nonResourceAttributes;
    return { type: 'path', verb: text(verb), path: text(path) };
  }
  const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
  const cause = problem.invalid('spec.resourceAttributes', null, why);
  throw new ApiError('Invalid', `the question is invalid: ${cause.field}: ${cause.message}`, { causes: [cause] });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
