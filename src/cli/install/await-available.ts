import { Deployment } from '#api/builtin/deployment.ts';
import { Pod } from '#api/builtin/pod.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import { installationNames } from '#domain/installation/installation-names.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type PodTrouble, podTroubles, type SeenPod } from './pod-troubles.ts';

const key = { namespace: systemNamespace, name: installationNames.manager };
const labelSelector = Object.entries(installationNames.selector)
  .map(([name, value]) => `${name}=${value}`)
  .join();
const lookMilliseconds = 1_000;

/** As `kubectl rollout status` has it: every replica is of the newest template, and available. */
function isAvailable({ metadata, spec, status }: Deployment): boolean {
  const wanted = spec?.replicas ?? 1;
  const { observedGeneration, updatedReplicas, replicas } = (status ?? {}) as { readonly [field: string]: unknown };
  const current = observedGeneration === metadata.generation;
  return current && updatedReplicas === wanted && replicas === wanted && (status?.availableReplicas ?? 0) >= wanted;
}

/** The last line a container printed before it ended; undefined where it can no longer be read. */
async function lastLine(client: KubeClient, pod: string, signal: AbortSignal): Promise<string | undefined> {
  const path = `/api/v1/namespaces/${systemNamespace}/pods/${encodeURIComponent(pod)}/log`;
  for (const previous of ['false', 'true']) {
    const lines: string[] = [];
    try {
      for await (const line of client.lines(`${path}?tailLines=1&previous=${previous}`, { signal })) lines.push(line);
    } catch {
      signal.throwIfAborted();
    }
    const last = lines.findLast((line) => line.trim() !== '');
    if (last !== undefined) return last.slice(0, 500);
  }
  return undefined;
}

async function sentence(client: KubeClient, trouble: PodTrouble, signal: AbortSignal): Promise<string> {
  const said = trouble.crashed ? await lastLine(client, trouble.pod, signal) : undefined;
  return `pod ${trouble.pod}: ${trouble.says}${said === undefined ? '' : `; it said: ${said}`}`;
}

/** Waits until every replica serves, and says what is in the way whenever that changes. CliError with it when the time is over. */
export async function awaitAvailable(
  { signal, terminal, timers }: CommandContext,
  client: KubeClient,
  { milliseconds, timeout }: { readonly milliseconds: number; readonly timeout: string },
): Promise<void> {
  const end = timers.monotonic() + milliseconds;
  let told = '';
  for (;;) {
    const deployment = await client.objects.get(Deployment, key, { signal });
    if (isAvailable(deployment)) return;
    const pods = (await client.objects.list(Pod, { namespace: systemNamespace, labelSelector, signal })).items;
    const troubles = podTroubles(pods as readonly SeenPod[]);
    const texts = await Promise.all(troubles.map((trouble) => sentence(client, trouble, signal)));
    const count = `${deployment.status?.availableReplicas ?? 0} of ${deployment.spec?.replicas ?? 1} replicas are available`;
    const now = [count, ...texts].join('\n');
    if (now !== told) for (const line of now.split('\n').filter((text) => !told.includes(text))) terminal.say(line);
    told = now;
    if (timers.monotonic() >= end) {
      throw new CliError([`timed out: after ${timeout} ${count}`, ...texts].join('\n'), {
        exitCode: exitCodes.timeout,
        cure: 'what is installed stays and is tried on; the same command may be run again',
      });
    }
    await timers.sleep(lookMilliseconds, signal);
  }
}
