import type Dockerode from 'dockerode';
import { askEngine } from './ask-engine.ts';
import { labelNames } from './label-names.ts';

/** Machines and endpoints that were made for a network, by its name, and are not on the one that bears it now. */
export async function detachedMembers(
  engine: Dockerode,
  network: Dockerode.NetworkInspectInfo,
): Promise<readonly Dockerode.ContainerInfo[]> {
  const label = [`${labelNames.installation}=${network.Labels?.[labelNames.installation] ?? ''}`, labelNames.address];
  const ours = await askEngine('Listing containers', () => engine.listContainers({ all: true, filters: { label } }));
  return ours.filter(({ HostConfig, NetworkSettings, State }) => {
    // What has never run is finished by whoever made it.
    if (HostConfig.NetworkMode !== network.Name || State === 'created') return false;
    const attached = NetworkSettings.Networks[network.Name];
    // A stopped container names no network, only the one it will be on.
    return attached === undefined || (attached.NetworkID !== '' && attached.NetworkID !== network.Id);
  });
}
