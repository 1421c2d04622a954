/** The versions a PlatformRelease names, without a leading `v`. */
export interface Components {
  readonly kubernetes: string;
  readonly etcd: string;
  readonly coredns: string;
  readonly containerd: string;
  readonly cniPlugins: string;
  readonly pause: string;
  /** Major and minor of Debian's package, e.g. `3.0`; the build fails when Debian has another. */
  readonly haproxy: string;
}
