/** What a person writes for kubeadm: the same cluster as the declared one. */
export interface ByHandConfiguration {
  readonly token: string;
  readonly address: string;
  readonly cgroups: { readonly version: string; readonly driver: string };
  readonly components: { readonly kubernetes: string; readonly etcd: string; readonly coredns: string };
}

/** kubeadm's file for `kubeadm init`; JSON is YAML. */
export function byHandConfiguration({ token, address, cgroups, components }: ByHandConfiguration): string {
  const kubeadm = { apiVersion: 'kubeadm.k8s.io/v1beta4' };
  const documents = [
    {
      ...kubeadm,
      kind: 'InitConfiguration',
      bootstrapTokens: [{ token }],
      nodeRegistration: { imagePullPolicy: 'Never' },
    },
    {
      ...kubeadm,
      kind: 'ClusterConfiguration',
      kubernetesVersion: `v${components.kubernetes}`,
      controlPlaneEndpoint: `${address}:6443`,
      encryptionAlgorithm: 'ECDSA-P256',
      imageRepository: 'slipway.dev/images',
      networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/16' },
      etcd: { local: { imageTag: components.etcd } },
      dns: { imageTag: `v${components.coredns}` },
    },
    {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      cgroupDriver: cgroups.driver,
      failSwapOn: false,
      ...(cgroups.version === '2' ? {} : { failCgroupV1: false }),
      resolvConf: '/etc/by-hand-resolv.conf',
      evictionHard: { 'imagefs.available': '0%', 'nodefs.available': '0%', 'nodefs.inodesFree': '0%' },
      imageGCHighThresholdPercent: 100,
    },
    {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: 'nftables',
      conntrack: { maxPerCore: 0 },
    },
  ];
  return documents.map((document) => JSON.stringify(document)).join('\n---\n');
}
