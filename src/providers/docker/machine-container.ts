import type Dockerode from 'dockerode';
import type { MachineDesired } from '#providers/contract/machine.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { labelNames } from './label-names.ts';
import { labelsOf } from './labels-of.ts';
import { resourceName } from './resource-name.ts';

export interface MachinePlace {
  /** Name of the network. */
  readonly network: string;
  readonly address: string;
  /** Undefined on a network of IPv4 alone. */
  readonly ipv6Address: string | undefined;
  /** The engine itself lacks CAP_SYS_RESOURCE and so cannot give it. */
  readonly lacksSysResource: boolean;
}

/** The client's types lag behind the engine's API. */
interface HostConfiguration extends Dockerode.HostConfig {
  readonly CgroupnsMode: 'private';
}

/** The container that is a machine: everything a systemd, a containerd and a kubelet need, without `--privileged`. */
export function machineContainer(
  tags: Tagged,
  desired: MachineDesired,
  place: MachinePlace,
): Dockerode.ContainerCreateOptions & { readonly name: string } {
  const name = resourceName(tags.owner.name, tags.owner.uid);
  const labels = { ...labelsOf('machine', tags), [labelNames.role]: desired.role };
  const host: HostConfiguration = {
    NetworkMode: place.network,
    // An engine that was killed ends, when it is back, what went on without it, and takes that for a stop by hand: after
    // it, `unless-stopped` would leave machines down.
    RestartPolicy: { Name: 'always' },
    CapAdd: ['ALL'],
    ...(place.lacksSysResource && { CapDrop: ['SYS_RESOURCE'] }),
    SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
    // Empty lists are what the client's systempaths=unconfined stands for.
    MaskedPaths: [],
    ReadonlyPaths: [],
    DeviceCgroupRules: ['a *:* rwm'],
    CgroupnsMode: 'private',
    Tmpfs: { '/run': '', '/tmp': '' },
    Mounts: mountsOf(name, labels, desired),
    LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '1' } },
    ...(desired.cpus !== undefined && { NanoCpus: Math.round(desired.cpus * 1e9) }),
    ...(desired.memoryBytes !== undefined && { Memory: desired.memoryBytes, MemorySwap: desired.memoryBytes }),
  };
  return {
    name,
    Hostname: desired.hostname,
    Image: desired.image,
    // systemd writes its console to a terminal and powers off in order on this signal.
    Tty: true,
    StopSignal: 'SIGRTMIN+3',
    Env: ['container=docker'],
    Labels: {
      ...labels,
      [labelNames.address]: place.address,
      ...(place.ipv6Address !== undefined && { [labelNames.ipv6Address]: place.ipv6Address }),
    },
    HostConfig: host,
    NetworkingConfig: { EndpointsConfig: { [place.network]: { IPAMConfig: addressesOf(place) } } },
  };
}

/** Volumes made along with the container: no crash can leave one of them without its labels. And what it sees of its host. */
function mountsOf(
  name: string,
  labels: { readonly [label: string]: string },
  { hostPaths = [], role }: MachineDesired,
): Dockerode.MountSettings[] {
  const volumes = {
    containerd: '/var/lib/containerd',
    kubelet: '/var/lib/kubelet',
    ...(role === 'ControlPlane' && { etcd: '/var/lib/etcd' }),
  };
  const kept = Object.entries(volumes).map(([purpose, target]) => ({
    Type: 'volume' as const,
    Source: `${name}-${purpose}`,
    Target: target,
    VolumeOptions: {
      NoCopy: false,
      Labels: { ...labels, [labelNames.volume]: purpose },
      DriverConfig: { Name: 'local', Options: {} },
    },
  }));
  const seen = hostPaths.map(({ path, mountPath, readOnly }) => ({
    Type: 'bind' as const,
    Source: path,
    Target: mountPath,
    ReadOnly: readOnly,
  }));
  return [...kept, ...seen];
}

function addressesOf({ address, ipv6Address }: MachinePlace): {
  readonly IPv4Address: string;
  readonly IPv6Address?: string;
} {
  return { IPv4Address: address, ...(ipv6Address !== undefined && { IPv6Address: ipv6Address }) };
}
