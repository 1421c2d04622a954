import type Dockerode from 'dockerode';

/** Everything that bears the label, with its state, in a fixed order; what passes by itself (uptime) is left out. */
export async function snapshotInstallation(engine: Dockerode, label: string): Promise<string> {
  const filters = { label: [label] };
  const listed = await engine.listContainers({ all: true, filters });
  const containers = await Promise.all(listed.map(async ({ Id }) => await engine.getContainer(Id).inspect()));
  const { Volumes } = await engine.listVolumes({ filters: JSON.stringify(filters) });
  const networks = await engine.listNetworks({ filters });
  const images = await engine.listImages({ filters: JSON.stringify(filters) });
  const lines = [
    ...containers.map(({ Id, Name, State, Config, NetworkSettings }) =>
      JSON.stringify([Id, Name, State, Config, NetworkSettings]),
    ),
    ...(Volumes ?? []).map((volume) => JSON.stringify(volume)),
    ...networks.map((network) => JSON.stringify(network)),
    ...images.map(({ Id, RepoTags, Labels }) => JSON.stringify([Id, RepoTags, Labels])),
  ];
  return lines.toSorted().join('\n');
}
