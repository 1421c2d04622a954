import type Dockerode from 'dockerode';
import type { ListScope, Owner } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import { labelFilter } from './label-filter.ts';

/** Volumes that belong to machines or endpoints, by label, in the order of their names. */
export async function findVolumes(
  engine: Dockerode,
  resource: 'machine' | 'endpoint',
  whose: Owner | ListScope,
): Promise<readonly Dockerode.VolumeInspectInfo[]> {
  const { Volumes } = await askEngine('Listing volumes', () =>
    engine.listVolumes({ filters: JSON.stringify(labelFilter(resource, whose)) }),
  );
  // The engine answers null where it has none.
  return (Volumes ?? []).toSorted((a, b) => (a.Name < b.Name ? -1 : 1));
}
