import { createReadStream } from 'node:fs';
import { Node } from '#api/builtin/node.ts';
import type { ManagerImage } from '#capabilities/manager-images.ts';
import { installationNames } from '#domain/installation/installation-names.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { installFieldManager } from './install-field-manager.ts';
import type { TargetOptions } from './target-options.ts';

export interface Preloading {
  /** Of the cluster that is to be a management cluster. */
  readonly client: KubeClient;
  readonly image: ManagerImage;
  readonly tag: string;
  readonly options: TargetOptions;
}

const { imageLabel } = installationNames;

/** Nodes that take Pods which tolerate nothing. */
async function openNodes({ client, options }: Preloading, signal: AbortSignal): Promise<readonly Node[]> {
  const nodes = (await client.objects.list(Node, { signal })).items.filter(({ spec }) => {
    const taints = (spec?.['taints'] ?? []) as readonly { readonly effect?: string }[];
    return spec?.unschedulable !== true && taints.every(({ effect }) => effect === 'PreferNoSchedule');
  });
  if (nodes.length > 0) return nodes;
  throw new CliError(
    `no node of cluster ${options.cluster} takes Pods of the manager: all of them are tainted or cordoned`,
    {
      cure: 'give the cluster a pool with a machine, or uncordon one',
    },
  );
}

/**
 * Brings the image to the machines of a cluster that this machine's manager made: there is no registry that has it. A node
 * that has it is labelled so, and Pods of the manager go to no other; one that was added since is given it the next time.
 */
export async function preloadImage(context: CommandContext, preloading: Preloading): Promise<void> {
  const { client, image, options, tag } = preloading;
  const { signal, terminal } = context;
  const manager = await context.connect();
  const namespace = encodeURIComponent(options.namespace ?? 'default');
  for (const { metadata } of await openNodes(preloading, signal)) {
    const { labels = {}, name } = metadata;
    if (labels[imageLabel] === tag) continue;
    terminal.say(`bringing the image to ${name}`);
    // A Machine has the name of its Node.
    await manager.send(`/slipway/v1alpha1/namespaces/${namespace}/machines/${encodeURIComponent(name)}/images`, {
      contentType: 'application/x-tar',
      bytes: createReadStream(image.archive, { highWaterMark: 1 << 18 }),
      signal,
    });
    const stated = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { [imageLabel]: tag } } };
    await client.objects.apply(Node, stated, { fieldManager: installFieldManager, force: true, signal });
  }
}
