import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { ApiAnswer } from '../host-system.ts';
import { clockSkew } from '../clock-skew.ts';
import { PhaseFailure } from '../phase-failure.ts';
import type { Phase, PhaseContext } from '../phase.ts';
import { waitUntil } from '../wait-until.ts';

const clusterInfo = '/api/v1/namespaces/kube-public/configmaps/cluster-info';
/** What kubeadm reads with the token before it joins. */
const readWithToken = [
  '/api/v1/namespaces/kube-system/configmaps/kubeadm-config',
  '/api/v1/namespaces/kube-system/configmaps/kubelet-config',
];
const timeoutMilliseconds = 5000;

function endpointUrl({ endpoint }: BootstrapTask): string {
  return `https://${endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address}:${endpoint.port}`;
}

interface Served {
  readonly answer: ApiAnswer & { readonly reached: true };
  /** Wall-clock milliseconds before and after the call. */
  readonly asked: number;
  readonly answered: number;
}

async function lookForClusterInfo(
  context: PhaseContext,
): Promise<{ readonly value: Served } | { readonly waitingFor: string }> {
  const { clock, api } = context.system;
  const url = endpointUrl(context.task);
  const { clusterAuthority } = await context.secrets();
  const asked = clock.now();
  const answer = await api.call({ url: `${url}${clusterInfo}`, authority: clusterAuthority, timeoutMilliseconds });
  if (!answer.reached) return { waitingFor: `The cluster's API at ${url} does not serve yet: ${answer.why}` };
  if (answer.status !== 200) {
    return { waitingFor: `The cluster's API at ${url} does not serve cluster-info yet: it answers ${answer.status}` };
  }
  return { value: { answer, asked, answered: clock.now() } };
}

async function lookWithToken(
  context: PhaseContext,
): Promise<{ readonly value: true } | { readonly waitingFor: string }> {
  const url = endpointUrl(context.task);
  const { clusterAuthority, bootstrapToken } = await context.secrets();
  if (bootstrapToken === undefined)
    throw new PhaseFailure("Joining needs the machine's bootstrap token; deliver it with the secrets.");
  for (const path of readWithToken) {
    const answer = await context.system.api.call({
      url: `${url}${path}`,
      authority: clusterAuthority,
      token: bootstrapToken,
      timeoutMilliseconds,
    });
    if (!answer.reached) return { waitingFor: `The cluster's API at ${url} went away: ${answer.why}` };
    if (answer.status === 401)
      return { waitingFor: "The cluster does not know the machine's bootstrap token, or it is over" };
    if (answer.status !== 200)
      return { waitingFor: `The machine's bootstrap token may not read ${path} yet: ${answer.status}` };
  }
  return { value: true };
}

/** Waits for the cluster to serve, over a connection verified against its authority; only then is the token sent. */
export const endpointReady: Phase = {
  name: 'endpoint-ready',
  summary: "Wait for the cluster's API and compare clocks with it",
  after: [],
  everyTime: true,
  async run(context) {
    const { answer, asked, answered } = await waitUntil(context, () => lookForClusterInfo(context));
    const skew = answer.date === undefined ? undefined : clockSkew({ date: answer.date, asked, answered });
    const facts = skew === undefined ? {} : { clockSkewMilliseconds: skew };
    const limit = context.task.maxClockSkewSeconds;
    if (skew !== undefined && Math.abs(skew) > limit * 1000) {
      const direction = skew > 0 ? 'behind' : 'ahead of';
      throw new PhaseFailure(
        `This machine's clock is ${(Math.abs(skew) / 1000).toFixed(1)} s ${direction} the clock of the cluster's API; ${limit} s are tolerated. ` +
          'Set the clock (for instance with `timedatectl set-ntp true` or by the hypervisor); the task then goes on by itself.',
        { retryable: false, facts },
      );
    }
    await waitUntil(context, () => lookWithToken(context));
    return facts;
  },
};
