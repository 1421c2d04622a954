import { reviews } from './reviews.ts';
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
/** What viewers may not read; `*` would mean it too. */
const secret = new Set(['secrets', '*']);
/** A backup holds the Secrets too. */
const secretPath = '/slipway/v1alpha1/backup';

/** Whether a user may do something: `slipway:admins` everything, `slipway:viewers` read everything but Secrets. */
export function isAllowed(user: User, action: Action): boolean {
  if (user.groups.includes('slipway:admins')) return true;
  if (action.type === 'resource' && action.verb === 'create' && asksAboutOneself(action)) return true;
  if (!user.groups.includes('slipway:viewers') || !reading.has(action.verb)) return false;
  return action.type === 'path' ? action.path !== secretPath : !secret.has(action.resource);
}

/** Everybody with a certificate may ask who they are and what they may. */
function asksAboutOneself({ group, resource }: Action & { readonly type: 'resource' }): boolean {
  return reviews.some((review) => review.group === group && review.plural === resource);
}
