import type { Cluster } from '#api/cluster/index.ts';
import type { ControlPlane } from '#api/control-plane/index.ts';
import type { NodePool } from '#api/node-pool/index.ts';
import type { ComputedCondition, StatusInput } from '#runtime/controller.ts';
import type { ImageFacts } from '#providers/contract/image.ts';
import type { Observed } from '#providers/contract/resource.ts';
import { conditionOf } from '../reading/condition-of.ts';
import { isReady } from '../reading/is-ready.ts';
import type { ClusterScope } from './scope.ts';

type Input = StatusInput<Cluster, ClusterScope>;

type Present = Extract<Observed<ImageFacts>, { readonly state: 'present' }>;

function ready(image: Observed<ImageFacts>): image is Present {
  return image.state === 'present' && image.facts.state === 'ready';
}

/** Facts stay when the provider cannot be asked: what it said last is better than nothing, and `EndpointReady` says how old it is. */
export function status({ object, scope }: Input): { readonly [field: string]: unknown } | undefined {
  if (!scope) return undefined;
  const view = scope.view?.read;
  const endpoint =
    view?.endpoint.state === 'present'
      ? { internal: view.endpoint.facts.internal, external: view.endpoint.facts.external }
      : object.status?.endpoint;
  const network =
    view?.network.state === 'present'
      ? { cidrs: view.network.facts.cidrs, resolvers: view.network.facts.resolvers }
      : object.status?.network;
  const images =
    view && ready(view.machineImage) && ready(view.endpointImage)
      ? { machine: view.machineImage.facts.reference, endpoint: view.endpointImage.facts.reference }
      : object.status?.images;
  return {
    ...(endpoint ? { endpoint } : {}),
    ...(network ? { network } : {}),
    ...(images ? { images } : {}),
    ...(scope.release ? { kubernetes: `v${scope.release.spec.components.kubernetes}` } : {}),
    machines: scope.machines.length,
    readyMachines: scope.machines.filter(isReady).length,
    outdatedMachines: parts(scope).reduce((sum, part) => sum + (part.status?.outdatedReplicas ?? 0), 0),
  };
}

function parts({ controlPlane, pools }: ClusterScope): readonly (ControlPlane | NodePool)[] {
  return [...(controlPlane ? [controlPlane] : []), ...pools];
}

/** What the parts say whose machines are not as declared. */
function machinesUpToDate(scope: ClusterScope): ComputedCondition {
  const type = 'MachinesUpToDate';
  const outdated = parts(scope).filter((part) => (part.status?.outdatedReplicas ?? 0) > 0);
  if (outdated.length === 0)
    return { type, status: 'True', reason: 'UpToDate', message: 'all machines were made with what is declared now' };
  const message = outdated
    .map((part) => `${part.kind} ${part.metadata.name}: ${conditionOf(part, type)?.message ?? 'has outdated machines'}`)
    .join('; ');
  return { type, status: 'False', reason: 'MachinesOutdated', message };
}

function controlPlaneReady(scope: ClusterScope): ComputedCondition {
  const ready = conditionOf(scope.controlPlane, 'Ready');
  if (scope.controlPlane && isReady(scope.controlPlane))
    return { type: 'ControlPlaneReady', status: 'True', reason: 'Ready', message: 'the control plane is Ready' };
  return {
    type: 'ControlPlaneReady',
    status: 'False',
    reason: ready?.reason ?? 'NotDeclared',
    message: ready?.message ?? 'the control plane is not declared yet',
  };
}

function dnsAvailable(scope: ClusterScope): ComputedCondition {
  const before = conditionOf(scope.cluster, 'DnsAvailable');
  if (!scope.workload.known && before) {
    const { status, reason, message } = before;
    return { type: 'DnsAvailable', status, reason, message };
  }
  const available = scope.workload.dns?.status?.availableReplicas ?? 0;
  if (available > 0) return { type: 'DnsAvailable', status: 'True', reason: 'Available', message: 'CoreDNS answers' };
  return { type: 'DnsAvailable', status: 'False', reason: 'NotAvailable', message: 'CoreDNS is not available' };
}

function endpointReady(scope: ClusterScope): ComputedCondition {
  const endpoint = scope.view?.read?.endpoint;
  if (!endpoint)
    return {
      type: 'EndpointReady',
      status: 'Unknown',
      reason: 'ProviderUnavailable',
      message: 'the provider does not answer',
    };
  if (endpoint.state === 'present' && endpoint.facts.state === 'running')
    return { type: 'EndpointReady', status: 'True', reason: 'Running', message: 'the API endpoint runs' };
  return {
    type: 'EndpointReady',
    status: 'False',
    reason: 'NotRunning',
    message: `the API endpoint is ${endpoint.state === 'present' ? endpoint.facts.state : endpoint.state}`,
  };
}

/**
 * A Node is Ready a moment before the routes to its pods are set, and its cluster is not Ready without them. Absent where
 * routes are not ours, or were set by a Slipway that did not count them.
 */
function awaitsRoutes({ cluster, machines }: ClusterScope): string | undefined {
  const routed = cluster.status?.routedMachines;
  if (routed === undefined) return undefined;
  const joined = machines.filter(({ metadata, status }) => !metadata.deletionTimestamp && status?.nodeRef);
  return routed < joined.length ? `${routed} of ${joined.length} machines have the routes to pods` : undefined;
}

function poolsReady(scope: ClusterScope): ComputedCondition {
  const unready = scope.pools.filter((pool) => !isReady(pool));
  const routes = awaitsRoutes(scope);
  if (unready.length === 0 && routes !== undefined)
    return { type: 'PoolsReady', status: 'False', reason: 'SettingRoutes', message: routes };
  if (unready.length === 0 && scope.pools.length >= scope.cluster.spec.pools.length)
    return { type: 'PoolsReady', status: 'True', reason: 'Ready', message: `${scope.pools.length} pools are Ready` };
  const [first] = unready;
  return {
    type: 'PoolsReady',
    status: 'False',
    reason: 'NotReady',
    message: first
      ? `${first.metadata.name}: ${conditionOf(first, 'Ready')?.message ?? 'is being made'}`
      : 'pools are not declared yet',
  };
}

export function conditions({ scope }: Input): readonly ComputedCondition[] {
  if (!scope) return [];
  return [
    controlPlaneReady(scope),
    dnsAvailable(scope),
    endpointReady(scope),
    machinesUpToDate(scope),
    poolsReady(scope),
  ];
}
