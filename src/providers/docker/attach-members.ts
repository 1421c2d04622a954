import type Dockerode from 'dockerode';
import { askEngine } from './ask-engine.ts';
import { detachedMembers } from './detached-members.ts';
import { labelNames } from './label-names.ts';

/** Puts every machine and endpoint that was made for a network, and is not on it, back to its address there. */
export async function attachMembers(engine: Dockerode, network: Dockerode.NetworkInspectInfo): Promise<void> {
  const handle = engine.getNetwork(network.Id);
  for (const { Id, Labels } of await detachedMembers(engine, network)) {
    await askEngine(`Putting a container back onto the network ${network.Name}`, () =>
      handle.connect({
        Container: Id,
        EndpointConfig: {
          IPAMConfig: {
            IPv4Address: Labels[labelNames.address] ?? '',
            ...(Labels[labelNames.ipv6Address] && { IPv6Address: Labels[labelNames.ipv6Address] }),
          },
        },
      }),
    );
  }
}
