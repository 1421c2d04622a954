import type Dockerode from 'dockerode';
import type { ListScope, Owner } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import { inspectContainer } from './inspect-container.ts';
import { labelFilter } from './label-filter.ts';

/** Ours by label, oldest first, with everything the engine knows of each. */
export async function findContainers(
  engine: Dockerode,
  resource: 'machine' | 'endpoint',
  whose: Owner | ListScope,
): Promise<readonly Dockerode.ContainerInspectInfo[]> {
  const listed = await askEngine('Listing containers', () =>
    engine.listContainers({ all: true, filters: labelFilter(resource, whose) }),
  );
  const inspected = await Promise.all(listed.map(({ Id }) => inspectContainer(engine, Id)));
  return inspected
    .filter((container) => container !== undefined)
    .toSorted((a, b) => compareText(a.Created, b.Created) || compareText(a.Id, b.Id));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
