import type { HostFile } from './host-file.ts';

/** How a machine reaches what is outside; the proxy's password travels with the secrets. */
export interface ProxySettings {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  /** What is reached without it: what the user named, and the ranges of the cluster. */
  readonly noProxy: readonly string[];
  /** The same for what the provider assigned: ranges of the machines' network, addresses of the endpoint. */
  readonly ownAddresses: readonly string[];
  /** Whether the components of the control plane use it too. */
  readonly forComponents: boolean;
}

/** What the bootstrap of one machine needs and may show to anybody; secrets travel apart (TaskSecrets). */
export interface BootstrapTask {
  /** `bootstrap`; what runs later on the same description has a name of its own in the journal. */
  readonly id: string;
  readonly kind: 'bootstrap';
  readonly generation: number;
  /** Uid of the Machine object. */
  readonly machine: string;
  readonly nodeName: string;
  /** `init`: first control plane of a new cluster; `join-control-plane`; `join`: worker. */
  readonly mode: 'init' | 'join-control-plane' | 'join';
  readonly kubernetesVersion: string;
  /** Where the cluster's API is reached from the machine. */
  readonly endpoint: { readonly address: string; readonly port: number };
  /** kubeadm configuration documents as JSON values, written as one YAML file; the join discovery file is made from the secrets. */
  readonly kubeadm: readonly unknown[];
  readonly ignorePreflightErrors: readonly string[];
  /** Pod networking done by the machine itself; External leaves it to an add-on. */
  readonly network: { readonly cni: 'Routes' | 'External'; readonly podCidrs: readonly string[] };
  /** Resolvers for the kubelet's resolvConf; never empty. */
  readonly resolvers: readonly string[];
  /** Written before kubeadm runs. */
  readonly files: readonly HostFile[];
  readonly proxy?: ProxySettings;
  /** Flags of the kubelet that the user chose, as they stand on its command line: tried before anything is done. */
  readonly kubeletFlags?: readonly string[];
  /** For /bin/sh, in this order, before and after kubeadm. */
  readonly commands?: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Objects applied with the administrator's credentials as soon as the API serves; mode `init` only. */
  readonly manifests?: readonly unknown[];
  /** Largest tolerated difference to the endpoint's clock. */
  readonly maxClockSkewSeconds: number;
}
