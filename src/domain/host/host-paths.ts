/**
 * Where things lie on a machine: shared by the host utility and by whoever delivers tasks to it.
 * What holds secrets is below /run (memory) or is wiped when the task is done.
 */
export const hostPaths = {
  /** `<id>.json` per task, executed in the order of their names. */
  tasks: '/etc/slipway/tasks',
  /** `<id>.json` of mode 0600 beside each task that has secrets; wiped when the task is done. */
  secrets: '/etc/slipway/secrets',
  /** Pod routes that are applied at boot. */
  routes: '/etc/slipway/routes.json',
  /** Rules that let pods reach what is no pod; applied at boot. */
  masquerade: '/etc/slipway/masquerade.nft',
  /** Kernel settings of a node; systemd applies them at boot, the network unit does where systemd may not. */
  kernelSettings: '/etc/sysctl.d/90-slipway.conf',
  /** The kubelet's resolvConf: names the real resolvers and nothing that only an engine answers. */
  resolvers: '/etc/slipway/resolv.conf',
  /** Numbered entries as JSON lines. */
  journal: '/var/lib/slipway/journal.jsonl',
  /** `<id>.json` holding the generation that was done. */
  done: '/var/lib/slipway/done',
  /** kubeadm's configuration, which may name a bootstrap token. */
  kubeadmConfiguration: '/run/slipway/kubeadm.yaml',
  /** The same for phases that run after the machine has an identity of its own and needs no token. */
  kubeadmConfigurationWithIdentity: '/run/slipway/kubeadm-with-identity.yaml',
  /** What kubeadm merges into what it writes on this machine. */
  kubeadmPatches: '/etc/slipway/patches',
  /** Environment of containerd and the kubelet, which may hold the proxy's password: mode 0600. */
  proxyEnvironment: '/etc/slipway/proxy.env',
  /** Where containerd looks for a folder for each registry. */
  registries: '/etc/containerd/certs.d',
  /** Kubeconfig without credentials: address and authority of the cluster to join. */
  discovery: '/run/slipway/discovery.conf',
  /** The identity of the machine's kubelet, and on a control plane that of its administrator. */
  kubeletKubeconfig: '/etc/kubernetes/kubelet.conf',
  administratorKubeconfig: '/etc/kubernetes/admin.conf',
  containerRuntimeSocket: '/run/containerd/containerd.sock',
  cniConfiguration: '/etc/cni/net.d/10-slipway.conflist',
} as const;
