import { addressFamily } from './address-family.ts';
import type { PodRoutes } from '../host/pod-routes.ts';

export interface RoutedNode {
  readonly name: string;
  readonly podCidrs: readonly string[];
  /** Addresses of its machine. */
  readonly addresses: readonly string[];
}

/** A route to the pods of one node, by that node's address of the same family. */
export interface NodeRoute {
  readonly node: string;
  readonly to: string;
  readonly via: string;
}

/**
 * The routes of a cluster's pod network. All machines share one list, each without its own: in a large cluster a list for
 * every machine would be more than all the rest.
 */
export const podNetworkRoutes = {
  /** To the pods of all nodes, in order of range. */
  all: (nodes: readonly RoutedNode[]): readonly NodeRoute[] =>
    nodes
      .flatMap((node) =>
        node.podCidrs.flatMap((to) => {
          const via = node.addresses.find((address) => addressFamily(address) === addressFamily(to));
          return via === undefined ? [] : [{ node: node.name, to, via }];
        }),
      )
      .toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0)),

  /** {@link PodRoutes} of any machine as JSON: to the pods of every other. In a large cluster most of them is the same text. */
  wanted(all: readonly NodeRoute[]): (machine: string) => string {
    const texts = all.map(({ node, to, via }) => ({ node, text: JSON.stringify({ to, via }) }));
    return (machine) => {
      const others = texts.filter(({ node }) => node !== machine).map(({ text }) => text);
      return `{"routes":[${others.join(',')}]}`;
    };
  },

  /** Whether a machine has exactly those it needs, in their order. */
  has({ routes }: PodRoutes, all: readonly NodeRoute[], machine: string): boolean {
    let index = 0;
    for (const { node, to, via } of all) {
      if (node === machine) continue;
      const route = routes[index];
      if (route === undefined || route.to !== to || route.via !== via) return false;
      index += 1;
    }
    return index === routes.length;
  },

  /** Other nodes to whose pods it has no route yet, in order of range. */
  missing({ routes }: PodRoutes, all: readonly NodeRoute[], machine: string): readonly string[] {
    const present = new Set(routes.map(({ to }) => to));
    return [...new Set(all.filter(({ node, to }) => node !== machine && !present.has(to)).map(({ node }) => node))];
  },
} as const;
