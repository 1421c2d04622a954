import { ApiError } from '#api/meta/api-error.ts';
import { type Action, isAllowed } from './is-allowed.ts';
import type { User } from './user.ts';

/** Refuses with Forbidden, in kube-apiserver's words, what a user may not do. */
export function authorize(user: User, action: Action): void {
  if (isAllowed(user, action)) return;
  if (action.type === 'path') {
    throw new ApiError('Forbidden', `forbidden: User "${user.name}" cannot ${action.verb} path "${action.path}"`);
  }
  const { verb, group, resource, namespace, name } = action;
  const target = action.subresource === undefined ? resource : `${resource}/${action.subresource}`;
  const subject = `${group === '' ? resource : `${resource}.${group}`}${name === undefined ? '' : ` "${name}"`}`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const message = `${subject} is forbidden: User "${user.name}" cannot ${verb} resource "${target}" in API group "${group}" ${where}`;
  const details = { ...(name === undefined ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource };
  throw new ApiError('Forbidden', message, details);
}
