/** The components of a release with the names people know them by, most important first. */
export const componentNames = {
  kubernetes: 'Kubernetes',
  etcd: 'etcd',
  coredns: 'CoreDNS',
  containerd: 'containerd',
  cniPlugins: 'CNI plugins',
  pause: 'pause',
  haproxy: 'HAProxy',
  os: 'base system',
} as const;
