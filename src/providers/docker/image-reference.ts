import type { ImageDesired } from '#providers/contract/image.ts';
import type { Owner } from '#providers/contract/resource.ts';
import { resourceName } from './resource-name.ts';

/** What an image is called: purpose, part of the owner's uid, and the whole digest as its tag. */
export function imageReference(
  owner: Owner,
  { purpose, digest }: Pick<ImageDesired, 'purpose' | 'digest'>,
): { readonly repository: string; readonly tag: string } {
  return { repository: `slipway.dev/${resourceName(purpose, owner.uid)}`, tag: digest.replace(':', '-') };
}
