import type { HostRecord } from './host-record.ts';

/** What a look at another host printed: parts that begin with `== NAME`. */
export function lookedRecord(output: string): HostRecord {
  const parts = new Map(
    output.split(/^== /m).map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end + 1)] as const;
    }),
  );
  const read = (name: string): string | undefined => parts.get(name) || undefined;
  const limit = Number(read('/proc/sys/fs/inotify/max_user_instances'));
  return {
    routes: read('/proc/net/route'),
    routes6: read('/proc/net/ipv6_route'),
    ipv6: read('/proc/sys/net/ipv6/conf/default/disable_ipv6'),
    resolvers: read('resolvers'),
    answering: (read('answering') ?? '').split('\n').filter(Boolean),
    status: read('/proc/1/status'),
    swaps: read('/proc/swaps'),
    kernelConfiguration: read('configuration') !== undefined,
    inotify: limit > 0 ? { limit, used: Number(read('inotify')) } : undefined,
  };
}
