import type { Owner } from '#providers/contract/resource.ts';
import { resourceName } from './resource-name.ts';

/** Name of an endpoint's container, and the beginning of its volumes' names. */
export function endpointName(owner: Owner): string {
  return resourceName(`${owner.name}-endpoint`, owner.uid);
}
