import type { PodRoutes } from '../host/pod-routes.ts';

export interface RoutedNode {
  readonly name: string;
  readonly podCidrs: readonly string[];
  /** Addresses of its machine. */
  readonly addresses: readonly string[];
}

function familyOf(address: string): 'IPv4' | 'IPv6' {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

/** The routes one machine needs: to the pods of every other node, by that node's address of the same family. */
export function wantedRoutes(machine: string, nodes: readonly RoutedNode[]): PodRoutes {
  const routes = nodes
    .filter((node) => node.name !== machine)
    .flatMap((node) =>
      node.podCidrs.flatMap((to) => {
        const via = node.addresses.find((address) => familyOf(address) === familyOf(to));
        return via === undefined ? [] : [{ to, via }];
      }),
    )
    .toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0));
  return { routes };
}
