import { hostPaths } from '#domain/host/host-paths.ts';
import { cniConfiguration } from '../cni-configuration.ts';
import type { ApiCall } from '../host-system.ts';
import { kubeconfigIdentity } from '../kubeconfig-identity.ts';
import { PhaseFailure } from '../phase-failure.ts';
import type { Phase, PhaseContext } from '../phase.ts';
import { waitWithTrouble } from '../wait-with-trouble.ts';

interface NodeSeen {
  readonly podCidrs?: readonly string[];
  readonly resourceVersion?: string;
  readonly waitingFor: string;
}

function objectOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function cidrsOf(node: unknown): readonly string[] | undefined {
  const spec = objectOf(objectOf(node)['spec']);
  const listed = spec['podCIDRs'];
  const cidrs = Array.isArray(listed) ? listed.filter((cidr) => typeof cidr === 'string') : [];
  return cidrs.length > 0 ? cidrs : undefined;
}

function parsed(text: string): { readonly [name: string]: unknown } {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Whoever waits longer wants to know why; then the machine itself is looked at. */
const watchSeconds = 5;
/** A watch is silent for long; a list is answered soon or was asked of a server that is no more. */
const listMilliseconds = 10_000;
const watchMilliseconds = (watchSeconds + 10) * 1000;

async function nodesCall(context: PhaseContext, parameters: string): Promise<ApiCall> {
  const identity = await kubeconfigIdentity(context.system.files, hostPaths.kubeletKubeconfig);
  if (identity === undefined)
    throw new PhaseFailure('The kubelet has no kubeconfig; look at `journalctl -u kubelet` on the machine.');
  const field = encodeURIComponent(`metadata.name=${context.task.nodeName}`);
  return {
    url: `${identity.server}/api/v1/nodes?fieldSelector=${field}${parameters}`,
    authority: identity.authority,
    identity: { certificate: identity.certificate, key: identity.key },
    timeoutMilliseconds: parameters === '' ? listMilliseconds : watchMilliseconds,
  };
}

async function listOwnNode(context: PhaseContext): Promise<NodeSeen> {
  const answer = await context.system.api.call(await nodesCall(context, ''));
  if (!answer.reached) return { waitingFor: `The cluster's API does not answer the kubelet: ${answer.why}` };
  if (answer.status !== 200) return { waitingFor: `The cluster's API answers the kubelet with ${answer.status}` };
  const list = parsed(answer.body);
  const podCidrs = Array.isArray(list['items']) ? cidrsOf(list['items'][0]) : undefined;
  const resourceVersion = objectOf(list['metadata'])['resourceVersion'];
  return {
    waitingFor: `Node ${context.task.nodeName} has no pod CIDR yet`,
    ...(podCidrs === undefined ? {} : { podCidrs }),
    ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
  };
}

async function watchOwnNode(context: PhaseContext, resourceVersion: string): Promise<readonly string[] | undefined> {
  const call = await nodesCall(
    context,
    `&watch=1&timeoutSeconds=${watchSeconds}&resourceVersion=${encodeURIComponent(resourceVersion)}`,
  );
  for await (const line of context.system.api.lines(call)) {
    const podCidrs = cidrsOf(parsed(line)['object']);
    if (podCidrs !== undefined) return podCidrs;
  }
  return undefined;
}

async function ownPodCidrs(
  context: PhaseContext,
): Promise<{ readonly value: readonly string[] } | { readonly waitingFor: string }> {
  const { podCidrs, resourceVersion, waitingFor } = await listOwnNode(context);
  if (podCidrs !== undefined) return { value: podCidrs };
  const came = resourceVersion === undefined ? undefined : await watchOwnNode(context, resourceVersion);
  return came === undefined ? { waitingFor } : { value: came };
}

/** Waits for the pod CIDRs of this machine's Node and writes the container network that uses them. */
export function podNetwork(after: readonly string[]): Phase {
  return {
    name: 'pod-network',
    summary: "Write the machine's pod network",
    after,
    async run(context) {
      const podCidrs = await waitWithTrouble(context, () => ownPodCidrs(context), { pods: [] });
      const { files } = context.system;
      await files.makeDirectory('/etc/cni/net.d', '0755');
      await files.write({ path: hostPaths.cniConfiguration, mode: '0644', content: cniConfiguration(podCidrs) });
      return { podCidrs };
    },
  };
}
