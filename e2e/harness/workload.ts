import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Cluster } from '#api/cluster/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import type { Installation } from './installation.ts';
import { machineContainers } from './machine-container.ts';
import { mustRun } from './must-run.ts';
import { type CommandOptions, type CommandResult, runCommand } from './run-command.ts';

/** A workload cluster as its administrator sees it: the matching kubectl with a kubeconfig. */
export interface Workload {
  /** Path of the kubeconfig. */
  readonly kubeconfig: string;
  /** The command line that others are added to. */
  readonly command: readonly string[];
  kubectl(parameters: readonly string[], options?: CommandOptions): Promise<string>;
  tryKubectl(parameters: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** What `kubectl get … -o json` lists. */
  list<T extends KubeObject>(...parameters: readonly string[]): Promise<readonly T[]>;
  apply(...objects: readonly object[]): Promise<void>;
  /** A program in a pod. */
  execute(pod: string, command: readonly string[]): Promise<string>;
}

async function kubeconfigOf(installation: Installation, cluster: string): Promise<string> {
  const { objects } = await installation.client();
  const { status } = await objects.get(Cluster, { namespace: 'default', name: cluster });
  const external = status?.endpoint?.external;
  const control = await machineContainers.named(installation.uid(), `${cluster}-control-plane-1`);
  const text = await machineContainers.execute(control, ['cat', '/etc/kubernetes/admin.conf']);
  return text.replace(/server: .*/, `server: https://${external?.address}:${external?.port}`);
}

/** A way into a Ready cluster; it works as long as the cluster does, with or without the manager. */
export async function openWorkload(installation: Installation, cluster: string): Promise<Workload> {
  const { objects } = await installation.client();
  const images = await objects.list(MachineImage);
  const program = images.items.find(({ status }) => status?.kubectl !== undefined)?.status?.kubectl;
  if (program === undefined) throw new Error('no machine image is built yet, so there is no kubectl');
  const kubeconfig = join(installation.home, `${cluster}.kubeconfig`);
  await writeFile(kubeconfig, await kubeconfigOf(installation, cluster), { mode: 0o600 });
  const command = [program, '--kubeconfig', kubeconfig];
  const kubectl = (parameters: readonly string[], options?: CommandOptions) =>
    mustRun([...command, ...parameters], options);
  return {
    kubeconfig,
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
    execute: (pod, inside) => kubectl(['exec', pod, '--', ...inside]),
  };
}
