import type { HostFile } from './host-file.ts';

/** What the bootstrap of one machine needs and may show to anybody; secrets travel apart ({@link TaskSecrets}). */
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

/** The secret part of a bootstrap: 0600, wiped when the task is done. */
export interface TaskSecrets {
  /** Files below /etc/kubernetes/pki: CAs and service-account keys (control planes), mode 0600 for keys. */
  readonly files: readonly HostFile[];
  /** Workers and joining control planes: `id.secret` of the Machine's own bootstrap token. */
  readonly bootstrapToken?: string;
  /** PEM of the cluster's CA, for the discovery file. */
  readonly clusterAuthority: string;
}
