import type { Tagged } from '#providers/contract/resource.ts';
import { labelNames } from './label-names.ts';

/** Reads the tags back from labels; a missing label reads as empty. */
export function tagsOf(labels: Readonly<Record<string, string>>): Tagged {
  const read = (name: string): string => labels[name] ?? '';
  return {
    owner: {
      installation: read(labelNames.installation),
      namespace: read(labelNames.namespace),
      cluster: read(labelNames.cluster),
      clusterUid: read(labelNames.clusterUid),
      name: read(labelNames.name),
      uid: read(labelNames.uid),
    },
    epoch: Number(read(labelNames.epoch)) || 0,
  };
}
