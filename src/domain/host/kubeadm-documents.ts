import { hostPaths } from './host-paths.ts';
import { kubeadmConfigVersion } from './kubeadm-config-version.ts';
import { kubeletNodeLabels } from './kubelet-node-labels.ts';

/** A flag of a component, in kubeadm's own shape: names may repeat and their order counts. */
export interface ComponentArgument {
  readonly name: string;
  readonly value: string;
}

export interface NodeTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** Files of the machine that a component sees, in kubeadm's own shape. */
export interface HostPathMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly pathType?: string | undefined;
}

/** What a user adds to a component of the control plane. */
export interface ComponentOptions {
  readonly extraArgs?: readonly ComponentArgument[] | undefined;
  readonly extraVolumes?: readonly HostPathMount[] | undefined;
}

export interface KubeadmInput {
  readonly mode: 'init' | 'join-control-plane' | 'join';
  readonly nodeName: string;
  readonly clusterName: string;
  /** With or without the leading v. */
  readonly kubernetesVersion: string;
  readonly endpoint: { readonly address: string; readonly port: number };
  readonly podCidrs: readonly string[];
  readonly serviceCidrs: readonly string[];
  readonly dnsDomain: string;
  readonly imageRepository: string;
  readonly etcdTag: string;
  readonly corednsTag: string;
  /** What the provider found on the host; the special cases of old or shared hosts follow from it and from nothing else. */
  readonly hostFacts: {
    readonly cgroupVersion: 1 | 2;
    readonly cgroupDriver: 'cgroupfs' | 'systemd';
    readonly swap: boolean;
    /** Machines share the host's kernel and disk: containers. */
    readonly shared: boolean;
  };
  readonly ignorePreflightErrors: readonly string[];
  /** Address the API server and etcd of a control plane announce; kubeadm takes the default route's when absent. */
  readonly advertiseAddress?: string;
  /** Address the kubelet reports; absent lets it find out. */
  readonly nodeIp?: string;
  /** Names and addresses of the API beside those kubeadm adds by itself. */
  readonly certificateNames: readonly string[];
  readonly labels: { readonly [name: string]: string };
  /** Absent leaves kubeadm's default (control planes get theirs); an empty list means no taint at all. */
  readonly taints?: readonly NodeTaint[];
  readonly imagePullPolicy: 'IfNotPresent' | 'Never' | 'Always';
  readonly resolvConfPath?: string;
  readonly apiServer?: ComponentOptions;
  readonly controllerManager?: ComponentOptions;
  readonly scheduler?: ComponentOptions;
  readonly etcd?: Pick<ComponentOptions, 'extraArgs'>;
  readonly kubeletExtraArgs?: readonly ComponentArgument[];
  /** A directory whose patches kubeadm merges into what it writes. */
  readonly patches?: string;
}

function withVersionLetter(version: string): string {
  return version.startsWith('v') ? version : `v${version}`;
}

function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function uniqueSorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

function kubeletArguments(input: KubeadmInput): readonly ComponentArgument[] {
  const labels = kubeletNodeLabels(input.labels);
  return [
    ...(labels.length > 0 ? [{ name: 'node-labels', value: labels.map((pair) => pair.join('=')).join(',') }] : []),
    ...(input.nodeIp === undefined ? [] : [{ name: 'node-ip', value: input.nodeIp }]),
    ...(input.kubeletExtraArgs ?? []),
  ];
}

function nodeRegistration(input: KubeadmInput): object {
  const kubeletExtraArgs = kubeletArguments(input);
  return {
    name: input.nodeName,
    criSocket: `unix://${hostPaths.containerRuntimeSocket}`,
    imagePullPolicy: input.imagePullPolicy,
    ...(input.taints === undefined ? {} : { taints: input.taints }),
    ...(kubeletExtraArgs.length > 0 ? { kubeletExtraArgs } : {}),
    ...(input.ignorePreflightErrors.length > 0 ? { ignorePreflightErrors: input.ignorePreflightErrors } : {}),
  };
}

function localEndpoint(input: KubeadmInput): object {
  return {
    ...(input.advertiseAddress === undefined ? {} : { advertiseAddress: input.advertiseAddress }),
    bindPort: 6443,
  };
}

/**
 * kubeadm makes a bootstrap token of its own whenever none is named, valid for a day and approved without a look.
 * One that opens nothing and is over at once keeps it from doing so: machines join with tokens of their own.
 */
const harmlessToken = {
  description: 'Opens nothing; named so that no other is made.',
  groups: ['system:bootstrappers:slipway:nobody'],
  ttl: '1s',
  usages: ['authentication'],
};

function initConfiguration(input: KubeadmInput): object {
  return {
    apiVersion: kubeadmConfigVersion(input.kubernetesVersion),
    kind: 'InitConfiguration',
    bootstrapTokens: [harmlessToken],
    localAPIEndpoint: localEndpoint(input),
    nodeRegistration: nodeRegistration(input),
    ...patches(input),
  };
}

function patches(input: KubeadmInput): object {
  return input.patches === undefined ? {} : { patches: { directory: input.patches } };
}

function component({ extraArgs = [], extraVolumes = [] }: ComponentOptions = {}): object {
  return {
    ...(extraArgs.length === 0 ? {} : { extraArgs }),
    ...(extraVolumes.length === 0 ? {} : { extraVolumes }),
  };
}

/**
 * The controller manager makes an account and a token for each of its controllers when it starts; at its usual 20 calls
 * a second no node gets pod addresses or a certificate for five more seconds. The API server has limits of its own.
 */
const controllerManagerArguments: readonly ComponentArgument[] = [
  { name: 'kube-api-qps', value: '100' },
  { name: 'kube-api-burst', value: '200' },
];

function withDefaults(
  defaults: readonly ComponentArgument[],
  given: readonly ComponentArgument[] = [],
): readonly ComponentArgument[] {
  return [...defaults.filter((one) => !given.some((other) => other.name === one.name)), ...given];
}

function clusterConfiguration(input: KubeadmInput): object {
  const { apiServer, controllerManager = {}, etcd, scheduler } = input;
  const certSANs = uniqueSorted([...input.certificateNames, input.endpoint.address, '127.0.0.1', 'localhost']);
  return {
    apiVersion: kubeadmConfigVersion(input.kubernetesVersion),
    kind: 'ClusterConfiguration',
    clusterName: input.clusterName,
    kubernetesVersion: withVersionLetter(input.kubernetesVersion),
    controlPlaneEndpoint: hostPort(input.endpoint.address, input.endpoint.port),
    encryptionAlgorithm: 'ECDSA-P256',
    imageRepository: input.imageRepository,
    networking: {
      podSubnet: input.podCidrs.join(','),
      serviceSubnet: input.serviceCidrs.join(','),
      dnsDomain: input.dnsDomain,
    },
    apiServer: { certSANs, ...component(apiServer) },
    controllerManager: component({
      ...controllerManager,
      extraArgs: withDefaults(controllerManagerArguments, controllerManager.extraArgs),
    }),
    scheduler: component(scheduler),
    etcd: { local: { imageTag: input.etcdTag, ...component(etcd) } },
    dns: { imageTag: input.corednsTag },
  };
}

function kubeletConfiguration(input: KubeadmInput): object {
  const { cgroupVersion, cgroupDriver, swap, shared } = input.hostFacts;
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    cgroupDriver,
    resolvConf: input.resolvConfPath ?? hostPaths.resolvers,
    ...(cgroupVersion === 1 ? { failCgroupV1: false } : {}),
    // Swap may be turned on under a machine that shares its host, and must not end its kubelet.
    ...(swap || shared ? { failSwapOn: false } : {}),
    // Machines that share a disk all see it fill at once: evicting pods or removing images on each of them frees nothing.
    ...(shared
      ? {
          evictionHard: { 'imagefs.available': '0%', 'nodefs.available': '0%', 'nodefs.inodesFree': '0%' },
          imageGCHighThresholdPercent: 100,
        }
      : {}),
  };
}

function kubeProxyConfiguration(input: KubeadmInput): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clusterCIDR: input.podCidrs.join(','),
    // The connection table of a shared kernel belongs to the host, which refuses to have it resized from a container.
    ...(input.hostFacts.shared ? { conntrack: { maxPerCore: 0 } } : {}),
  };
}

function joinConfiguration(input: KubeadmInput): object {
  return {
    apiVersion: kubeadmConfigVersion(input.kubernetesVersion),
    kind: 'JoinConfiguration',
    // The host utility writes that file and adds the token, which is a secret and no part of the configuration.
    discovery: { file: { kubeConfigPath: hostPaths.discovery } },
    nodeRegistration: nodeRegistration(input),
    ...patches(input),
    ...(input.mode === 'join-control-plane' ? { controlPlane: { localAPIEndpoint: localEndpoint(input) } } : {}),
  };
}

/**
 * The documents kubeadm reads on one machine, as JSON values in the order they are written. A joining machine gets its
 * kubelet's and its proxy's configuration from the cluster, so those two are named at `init` only.
 */
export function kubeadmDocuments(input: KubeadmInput): readonly object[] {
  if (input.mode !== 'init') return [joinConfiguration(input)];
  return [
    initConfiguration(input),
    clusterConfiguration(input),
    kubeletConfiguration(input),
    kubeProxyConfiguration(input),
  ];
}
