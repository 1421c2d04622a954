import type Dockerode from 'dockerode';

/** Removes everything at the engine that bears a label, whatever state it is in. */
export async function removeInstallation(engine: Dockerode, label: string): Promise<void> {
  const filters = { label: [label] };
  const containers = await engine.listContainers({ all: true, filters });
  await Promise.all(containers.map(async ({ Id }) => await engine.getContainer(Id).remove({ force: true, v: true })));
  const { Volumes } = await engine.listVolumes({ filters: JSON.stringify(filters) });
  for (const { Name } of Volumes ?? []) await engine.getVolume(Name).remove();
  for (const { Id } of await engine.listNetworks({ filters })) await engine.getNetwork(Id).remove();
  for (const { Id } of await engine.listImages({ filters: JSON.stringify(filters) }))
    await engine.getImage(Id).remove({ force: true });
}
