import type Dockerode from 'dockerode';
import type { ListScope, Owner } from '#providers/contract/resource.ts';
import { findContainers } from './find-containers.ts';
import { findVolumes } from './find-volumes.ts';
import { labelNames } from './label-names.ts';
import type { EndpointRecord } from './create-endpoint-records.ts';
import type { DockerContext } from './docker-context.ts';

/** Everything there is of one endpoint; at least one of the three exists. */
export interface FoundEndpoint {
  readonly container: Dockerode.ContainerInspectInfo | undefined;
  /** Keeps address, port and configuration. */
  readonly address: Dockerode.VolumeInspectInfo | undefined;
  /** Evidence that the cluster was initialised. */
  readonly initialized: Dockerode.VolumeInspectInfo | undefined;
  readonly record: EndpointRecord | undefined;
}

/** Ours by label, oldest first; one whose container is gone is found by its volumes. */
export async function findEndpoints(
  context: Pick<DockerContext, 'engine' | 'endpointRecords'>,
  whose: Owner | ListScope,
): Promise<readonly FoundEndpoint[]> {
  const engine = await context.engine();
  const [containers, volumes] = await Promise.all([
    findContainers(engine, 'endpoint', whose),
    findVolumes(engine, 'endpoint', whose),
  ]);
  const volume = (uid: string, purpose: string): Dockerode.VolumeInspectInfo | undefined =>
    volumes.find(({ Labels }) => Labels[labelNames.uid] === uid && Labels[labelNames.volume] === purpose);
  const uids = containers.map(({ Config }) => Config.Labels[labelNames.uid] ?? '');
  const gone = new Set(volumes.map(({ Labels }) => Labels[labelNames.uid] ?? '').filter((uid) => !uids.includes(uid)));
  const found = containers.map(async (container, index) => {
    const uid = uids[index] ?? '';
    const record = await context.endpointRecords(engine, container.Id);
    return { container, address: volume(uid, 'address'), initialized: volume(uid, 'initialized'), record };
  });
  const remains = [...gone].map((uid) => ({
    container: undefined,
    address: volume(uid, 'address'),
    initialized: volume(uid, 'initialized'),
    record: undefined,
  }));
  return [...(await Promise.all(found)), ...remains];
}
