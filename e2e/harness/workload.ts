import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { Cluster } from '#api/cluster/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { readKubeconfig } from '#kube/read-kubeconfig.ts';
import type { Installation } from './installation.ts';
import { mustRun } from './must-run.ts';
import { type CommandOptions, type CommandResult, runCommand } from './run-command.ts';

/** A workload cluster as its administrator sees it: the matching kubectl with a kubeconfig. */
export interface Workload {
  /** Path of the kubeconfig. */
  readonly kubeconfig: string;
  /** The matching kubectl. */
  readonly program: string;
  /** The command line that others are added to. */
  readonly command: readonly string[];
  kubectl(parameters: readonly string[], options?: CommandOptions): Promise<string>;
  tryKubectl(parameters: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** What `kubectl get … -o json` lists. */
  list<T extends KubeObject>(...parameters: readonly string[]): Promise<readonly T[]>;
  apply(...objects: readonly object[]): Promise<void>;
  /** A client of the cluster's API. */
  readonly client: KubeClient;
  /** Resolves when the API answers that it is ready; rejects after five minutes. */
  serving(): Promise<void>;
  close(): Promise<void>;
  /** A program in a pod. */
  execute(pod: string, command: readonly string[]): Promise<string>;
}

/** Nothing can be watched at a server that is away: it is asked again and again. */
async function serving(client: KubeClient): Promise<void> {
  const deadline = AbortSignal.timeout(300_000);
  for (;;) {
    const ready = await client.ready(AbortSignal.any([deadline, AbortSignal.timeout(5_000)])).catch(() => false);
    if (ready) return;
    if (deadline.aborted) throw new Error("the cluster's API does not answer within five minutes");
    await pause(250);
  }
}

/** A way into a Ready cluster; it works as long as the cluster does, with or without the manager. */
export async function openWorkload(installation: Installation, cluster: string): Promise<Workload> {
  const { objects } = await installation.client();
  const { release } = (await objects.get(Cluster, { namespace: 'default', name: cluster })).spec;
  const images = (await objects.list(MachineImage)).items.filter(({ spec }) => spec.release === release);
  const program = images.find(({ status }) => status?.kubectl !== undefined)?.status?.kubectl;
  if (program === undefined) throw new Error(`no machine image of ${release} is built yet, so there is no kubectl`);
  const kubeconfig = join(installation.home, `${cluster}.kubeconfig`);
  const text = await installation.cli(['kubeconfig', cluster, '--static', '--ttl', '8h']);
  await writeFile(kubeconfig, text, { mode: 0o600 });
  const client = createKubeClient(await readKubeconfig({ text }));
  const command = [program, '--kubeconfig', kubeconfig];
  const kubectl = (parameters: readonly string[], options?: CommandOptions) =>
    mustRun([...command, ...parameters], options);
  return {
    kubeconfig,
    program,
    command,
    kubectl,
    tryKubectl: (parameters, options) => runCommand([...command, ...parameters], options),
    async list<T extends KubeObject>(...parameters: readonly string[]) {
      return (JSON.parse(await kubectl(['get', ...parameters, '-o', 'json'])) as { readonly items: readonly T[] })
        .items;
    },
    async apply(...objects) {
      const items = { apiVersion: 'v1', kind: 'List', items: objects };
      await kubectl(['apply', '--server-side', '-f', '-'], { input: JSON.stringify(items) });
    },
    client,
    serving: () => serving(client),
    close: () => client.close(),
    execute: (pod, inside) => kubectl(['exec', pod, '--', ...inside]),
  };
}
