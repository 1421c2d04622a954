import type { User } from './user.ts';

/** What is asked for: a verb on a resource, or a path that is none. */
export type Action =
  | {
      readonly type: 'resource';
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource?: string | undefined;
      readonly namespace?: string | undefined;
      readonly name?: string | undefined;
    }
  | { readonly type: 'path'; readonly verb: string; readonly path: string };

const reading = new Set(['get', 'list', 'watch']);
/** What everybody with a certificate may ask about: themselves. */
const reviews = new Set(['selfsubjectreviews', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews']);

/** Whether a user may do something: `slipway:admins` everything, `slipway:viewers` read everything but Secrets. */
export function isAllowed(user: User, action: Action): boolean {
  if (user.groups.includes('slipway:admins')) return true;
  if (action.type === 'resource' && action.verb === 'create' && reviews.has(action.resource)) return true;
  if (!user.groups.includes('slipway:viewers') || !reading.has(action.verb)) return false;
  return action.type === 'path' || action.resource !== 'secrets';
}
