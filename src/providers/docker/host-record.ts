/** What was read of the engine's host, as it is written there; undefined: it could not be read from here. */
export interface HostRecord {
  /** `/proc/net/route`. */
  readonly routes: string | undefined;
  /** `/proc/net/ipv6_route`. */
  readonly routes6: string | undefined;
  /** `/proc/sys/net/ipv6/conf/default/disable_ipv6`: not there where the kernel has no IPv6. */
  readonly ipv6: string | undefined;
  /** The resolver configurations, the real one first. */
  readonly resolvers: string | undefined;
  /** Which of the resolvers answered on that host; undefined where it is this machine, which can ask them itself. */
  readonly answering: readonly string[] | undefined;
  /** `/proc/1/status`. */
  readonly status: string | undefined;
  /** `/proc/swaps`. */
  readonly swaps: string | undefined;
  /** The kernel shows its configuration in `/proc/config.gz`. */
  readonly kernelConfiguration: boolean;
  /** inotify instances: the limit of root, and how many root's processes have open. */
  readonly inotify: { readonly limit: number; readonly used: number } | undefined;
}
