import type { ListScope, Owner } from '#providers/contract/resource.ts';
import { labelNames } from './label-names.ts';
import type { DockerResource } from './labels-of.ts';

/** The engine's own filter for the resources of one owner or of a list scope. */
export function labelFilter(resource: DockerResource, whose: Owner | ListScope): { label: string[] } {
  const label = [`${labelNames.resource}=${resource}`, `${labelNames.installation}=${whose.installation}`];
  if ('uid' in whose) label.push(`${labelNames.uid}=${whose.uid}`);
  else if (whose.clusterUid !== undefined) label.push(`${labelNames.clusterUid}=${whose.clusterUid}`);
  return { label };
}
