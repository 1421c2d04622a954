import type { HostFile } from './host-file.ts';

/** What the bootstrap of one machine needs and may show to anybody; secrets travel apart (TaskSecrets). */
export interface BootstrapTask {
  readonly id: 'bootstrap';
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
  /** Objects applied with the administrator's credentials as soon as the API serves; mode `init` only. */
  readonly manifests?: readonly unknown[];
  /** Largest tolerated difference to the endpoint's clock. */
  readonly maxClockSkewSeconds: number;
}
