import { Node } from '#api/builtin/node.ts';
import type { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { PodRoutes } from '#domain/host/pod-routes.ts';
import { type RoutedNode, wantedRoutes } from '#domain/network/wanted-routes.ts';
import type { Pass } from '#runtime/pass.ts';

export interface MachineRoutes {
  readonly machine: Machine;
  readonly wanted: PodRoutes;
  /** What the machine itself says it has; undefined while it said nothing. */
  readonly applied: PodRoutes | undefined;
}

export interface RoutesScope {
  readonly cluster: Cluster;
  readonly machines: readonly MachineRoutes[];
}

function appliedRoutes(entries: readonly JournalEntry[]): PodRoutes | undefined {
  const entry = entries.findLast((candidate) => candidate.task === 'routes' && candidate.event === 'succeeded');
  const routes = entry?.facts?.['routes'];
  return Array.isArray(routes) ? { routes: routes as PodRoutes['routes'] } : undefined;
}

function routedNode(node: Node): RoutedNode {
  const addresses = (node.status?.addresses ?? [])
    .filter((address) => address.type === 'InternalIP')
    .map((address) => address.address);
  return { name: node.metadata.name, podCidrs: node.spec?.podCIDRs ?? [], addresses };
}

export async function readScope(cluster: Cluster, pass: Pass): Promise<RoutesScope> {
  const { namespace, name, uid } = cluster.metadata;
  const nodes = pass
    .remote({ namespace: namespace ?? '', name, uid })
    .list(Node)
    ?.map(routedNode);
  const joined = pass.store
    .list(Machine, { namespace: namespace ?? '', labels: { [labels.cluster]: name } })
    .filter((machine) => machine.status?.bootstrap?.state === 'Done' && !machine.metadata.deletionTimestamp);
  // Without Nodes to read nothing is known, which is not the same as no routes.
  const machines =
    nodes === undefined
      ? []
      : joined.map((machine) => routesOf(machine, nodes, { pass, provider: cluster.spec.provider }));
  return { cluster, machines };
}

function routesOf(
  machine: Machine,
  nodes: readonly RoutedNode[],
  source: { readonly pass: Pass; readonly provider: string },
): MachineRoutes {
  const journal = { provider: source.provider, machine: machine.status?.providerId ?? '', uid: machine.metadata.uid };
  return {
    machine,
    wanted: wantedRoutes(machine.metadata.name, nodes),
    applied: appliedRoutes(source.pass.journals.entries(journal)),
  };
}
