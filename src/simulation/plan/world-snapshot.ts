import type { KubeObject } from '#api/meta/kube-object.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { HostFacts } from '#providers/contract/driver.ts';
import type { EndpointFacts } from '#providers/contract/endpoint.ts';
import type { ImageFacts } from '#providers/contract/image.ts';
import type { MachineFacts } from '#providers/contract/machine.ts';
import type { NetworkFacts } from '#providers/contract/network.ts';
import type { Listed } from '#providers/contract/resource.ts';

/** What a provider has that bears this installation's tags. */
export interface ProviderSnapshot {
  readonly host: HostFacts;
  readonly machines: readonly Listed<MachineFacts>[];
  readonly networks: readonly Listed<NetworkFacts>[];
  readonly endpoints: readonly Listed<EndpointFacts>[];
  readonly images: readonly Listed<ImageFacts>[];
}

/** A workload cluster as its API shows it; `silent` says why it could not be read. */
export type WorkloadSnapshot = { readonly objects: readonly KubeObject[] } | { readonly silent: string };

/**
 * The world as far as a change concerns it, read at one time. It is plain JSON and holds no secret: data of Secrets are
 * digests, certificates and keys are marked placeholders.
 */
export interface WorldSnapshot {
  readonly installation: string;
  readonly epoch: number;
  /** Wall-clock milliseconds. */
  readonly now: number;
  /** Of the manager's store. Clusters that the change does not concern are here as neighbours, paused and without parts. */
  readonly objects: readonly KubeObject[];
  /** `namespace/name` of the Clusters it concerns. */
  readonly concerned: readonly string[];
  /** Of all Providers of the concerned Clusters; undefined while there is none or none answers. */
  readonly provider: ProviderSnapshot | undefined;
  /** By uid of the Cluster. */
  readonly workloads: { readonly [clusterUid: string]: WorkloadSnapshot };
  /** What the manager heard of machines, by uid of the Machine. */
  readonly journals: { readonly [machineUid: string]: readonly JournalEntry[] };
}
