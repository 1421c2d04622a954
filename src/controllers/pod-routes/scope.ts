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
  /** What the machine itself says it has; none where it never set any. */
  readonly applied: PodRoutes;
  /** False while nothing was heard of its journal: what it has is not known then. */
  readonly heard: boolean;
  /** Nodes whose pods it has no route to yet. */
  readonly missing: readonly string[];
}

export interface RoutesScope {
  readonly cluster: Cluster;
  readonly machines: readonly MachineRoutes[];
}

function appliedRoutes(entries: readonly JournalEntry[]): PodRoutes {
  const entry = entries.findLast((candidate) => candidate.task === 'routes' && candidate.event === 'succeeded');
  const routes = entry?.facts?.['routes'];
  return { routes: Array.isArray(routes) ? (routes as PodRoutes['routes']) : [] };
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
  const entries = source.pass.journals.entries(journal);
  const { name } = machine.metadata;
  const wanted = wantedRoutes(name, nodes);
  const applied = appliedRoutes(entries);
  const present = new Set(applied.routes.map(({ to }) => to));
  const missing = nodes.filter((node) => node.name !== name && node.podCidrs.some((range) => !present.has(range)));
  return { machine, wanted, applied, heard: entries.length > 0, missing: missing.map((node) => node.name) };
}
