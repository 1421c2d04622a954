import type Dockerode from 'dockerode';
import type { Tagged } from '#providers/contract/resource.ts';
import { endpointName } from './endpoint-name.ts';
import type { AttachedNetwork } from './find-network.ts';
import { labelNames } from './label-names.ts';
import { labelsOf } from './labels-of.ts';

export interface EndpointPlace {
  readonly network: AttachedNetwork;
  readonly address: string;
  /** Address of the engine's host that the port is bound to. */
  readonly bind: string;
  readonly port: number;
}

/**
 * The container of an endpoint: HAProxy without a single capability. The volume made along with it keeps address,
 * port and configuration when somebody removes the container; it is mounted, so that no clean-up of volumes takes it.
 */
export function endpointContainer(
  tags: Tagged,
  image: string,
  place: EndpointPlace,
): Dockerode.ContainerCreateOptions & { readonly name: string } {
  const name = endpointName(tags.owner);
  const labels = {
    ...labelsOf('endpoint', tags),
    [labelNames.address]: place.address,
    [labelNames.port]: String(place.port),
    [labelNames.network]: place.network.uid,
    [labelNames.image]: image,
  };
  return {
    name,
    Hostname: `${tags.owner.name}-endpoint`,
    Image: image,
    Labels: labels,
    ExposedPorts: { '6443/tcp': {} },
    HostConfig: {
      NetworkMode: place.network.name,
      // A reload is a signal sent by the engine, and engines before 23 take any signal for a stop by hand: after one,
      // `unless-stopped` would leave it down when the engine restarts.
      RestartPolicy: { Name: 'always' },
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      PortBindings: { '6443/tcp': [{ HostIp: place.bind, HostPort: String(place.port) }] },
      Mounts: [
        {
          Type: 'volume',
          Source: `${name}-address`,
          Target: '/etc/slipway',
          VolumeOptions: {
            NoCopy: true,
            Labels: { ...labels, [labelNames.volume]: 'address' },
            DriverConfig: { Name: 'local', Options: {} },
          },
        },
      ],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
    },
    NetworkingConfig: { EndpointsConfig: { [place.network.name]: { IPAMConfig: { IPv4Address: place.address } } } },
  };
}
