import type { Tagged } from '#providers/contract/resource.ts';
import { labelNames } from './label-names.ts';

export type DockerResource = 'machine' | 'endpoint' | 'network' | 'image';

/** The complete tags as engine labels. */
export function labelsOf(resource: DockerResource, tags: Tagged): Record<string, string> {
  const { owner, epoch } = tags;
  return {
    [labelNames.resource]: resource,
    [labelNames.installation]: owner.installation,
    [labelNames.namespace]: owner.namespace,
    [labelNames.cluster]: owner.cluster,
    [labelNames.clusterUid]: owner.clusterUid,
    [labelNames.name]: owner.name,
    [labelNames.uid]: owner.uid,
    [labelNames.epoch]: String(epoch),
  };
}
