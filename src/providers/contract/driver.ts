import type { AddressFamily } from '#domain/network/address-family.ts';
import type { Taken } from '#domain/network/range-collision.ts';
import type { Feed } from '#capabilities/feed.ts';
import type { HostAccess } from '#capabilities/host-access.ts';
import type { EndpointDesired, EndpointFacts } from './endpoint.ts';
import type { ImageDesired, ImageFacts } from './image.ts';
import type { MachineDesired, MachineFacts } from './machine.ts';
import type { NetworkDesired, NetworkFacts } from './network.ts';
import type { ResourceDriver } from './resource.ts';

/** Something about this owner changed: only a hint that wakes; the truth is what `observe` says. */
export interface ProviderHint {
  readonly ownerUid: string;
}

/** What the provider's host offers, found by looking: decides kubelet settings and preflight errors to ignore. */
export interface HostFacts {
  readonly cgroupVersion: 1 | 2;
  readonly cgroupDriver: 'cgroupfs' | 'systemd';
  readonly architecture: 'amd64' | 'arm64';
  readonly swap: boolean;
  /** Processors that all machines share; absent where each machine has its own. */
  readonly processors?: number;
  /** What its networks carry. */
  readonly families: readonly AddressFamily[];
  /** Addresses that are somebody's already, where machines are to reach them: `172.17.0.0/16, the engine's network bridge`. */
  readonly ranges: readonly Taken[];
  /** The machines share the host's disk and kernel: eviction and image clean-up must stay off, conntrack is not theirs to set. */
  readonly shared: boolean;
  /** kubeadm preflight errors that this kind of host is known to raise without harm, by name. */
  readonly ignorePreflightErrors: readonly string[];
  /** Each thing missing on the host with its cure as a sentence; non-empty means machines cannot be made. */
  readonly problems: readonly { readonly reason: string; readonly message: string }[];
}

/** The effectful half of a provider: one connection to one account or engine. */
export interface Driver {
  readonly machine: ResourceDriver<MachineDesired, MachineFacts>;
  readonly network: ResourceDriver<NetworkDesired, NetworkFacts>;
  readonly endpoint: ResourceDriver<EndpointDesired, EndpointFacts>;
  readonly image: ResourceDriver<ImageDesired, ImageFacts>;
  readonly hostAccess?: HostAccess;
  /** Read now; rejects with ProviderError Unavailable when the provider does not answer. */
  hostFacts(): Promise<HostFacts>;
  changes?(): Feed<ProviderHint>;
  close(): Promise<void>;
}
