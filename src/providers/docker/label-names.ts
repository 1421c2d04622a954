import { labels } from '#api/meta/labels.ts';

/** Labels on everything made at an engine: containers, volumes, networks and images alike. */
export const labelNames = {
  installation: labels.installation,
  namespace: 'slipway.dev/namespace',
  cluster: labels.cluster,
  clusterUid: 'slipway.dev/cluster-uid',
  name: 'slipway.dev/name',
  uid: 'slipway.dev/uid',
  epoch: 'slipway.dev/epoch',
  /** machine, endpoint, network or image. */
  resource: 'slipway.dev/resource',
  /** ControlPlane or Worker, on what belongs to a machine. */
  role: labels.role,
  /** The IPv4 address Slipway chose; on stopped containers the engine's own list does not show it. */
  address: 'slipway.dev/address',
  /** The IPv6 address that goes with it, on machines of a network with both families. */
  ipv6Address: 'slipway.dev/ipv6-address',
  /** The port of the engine's host at which an endpoint is published. */
  port: 'slipway.dev/port',
  /** What a volume is for: containerd, etcd, kubelet, address, initialized. */
  volume: 'slipway.dev/volume',
  /** On an endpoint: uid of its network's Provider and reference of its image, for making a lost container again. */
  network: 'slipway.dev/network',
  image: 'slipway.dev/image',
  /** Uid of the Machine that may initialise the cluster. */
  initializedBy: 'slipway.dev/initialized-by',
  /** What an image is for: machine or endpoint. */
  purpose: 'slipway.dev/purpose',
  /** Digest of the root file system archive an image was made from. */
  digest: 'slipway.dev/digest',
} as const;
