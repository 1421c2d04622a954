import { Node } from '#api/builtin/node.ts';
import type { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { PodRoutes } from '#domain/host/pod-routes.ts';
import { type NodeRoute, podNetworkRoutes, type RoutedNode } from '#domain/network/pod-network-routes.ts';
import type { Pass } from '#runtime/pass.ts';

export interface MachineRoutes {
  readonly machine: Machine;
  /** What the machine itself says it has; none where it never set any. */
  readonly applied: PodRoutes;
  /** False while nothing was heard of its journal: what it has is not known then. */
  readonly heard: boolean;
}

export interface RoutesScope {
  readonly cluster: Cluster;
  /** To the pods of every Node: what a machine needs but for its own. */
  readonly routes: readonly NodeRoute[];
  readonly machines: readonly MachineRoutes[];
  /** Those of them that have other routes than they should; of one that was not heard yet nobody knows. */
  readonly behind: readonly MachineRoutes[];
  /** Those that have the routes they should and to whose pods there is one; undefined while it is not known of all. */
  readonly routed: number | undefined;
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
  const machines = nodes === undefined ? [] : joined.map((machine) => heardOf(machine, pass, cluster.spec.provider));
  const routes = podNetworkRoutes.all(nodes ?? []);
  const behind = machines.filter(
    ({ applied, heard, machine }) => heard && !podNetworkRoutes.has(applied, routes, machine.metadata.name),
  );
  const reached = new Set(routes.map(({ node }) => node));
  const routed = machines.filter((entry) => reached.has(entry.machine.metadata.name) && !behind.includes(entry));
  const known = nodes !== undefined && machines.every(({ heard }) => heard);
  return { cluster, machines, routes, behind, routed: known ? routed.length : undefined };
}

function heardOf(machine: Machine, pass: Pass, provider: string): MachineRoutes {
  const journal = { provider, machine: machine.status?.providerId ?? '', uid: machine.metadata.uid };
  const entries = pass.journals.entries(journal, 'routes');
  return { machine, applied: appliedRoutes(entries), heard: entries.length > 0 };
}
