import { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import type { CommandContext } from '../context/command-context.ts';
import { textTable } from '../render/text-table.ts';

function flag(namespace: string | undefined): string {
  return namespace === undefined || namespace === 'default' ? '' : ` -n ${namespace}`;
}

/** The nodes of clusters that are Ready, and what to try next. */
export async function printFinished(
  { terminal }: CommandContext,
  client: KubeClient,
  clusters: readonly KubeObject[],
): Promise<void> {
  const rows: string[][] = [['NODE', 'ROLE', 'ADDRESS']];
  for (const { metadata } of clusters) {
    const { items } = await client.objects.list(
      Machine,
      metadata.namespace === undefined ? {} : { namespace: metadata.namespace },
    );
    for (const { metadata: own, spec, status } of items.filter((machine) => machine.spec.cluster === metadata.name)) {
      rows.push([
        status?.nodeRef?.name ?? own.name,
        spec.role === 'ControlPlane' ? 'control plane' : `pool ${spec.pool ?? ''}`,
        status?.addresses?.[0] ?? '-',
      ]);
    }
  }
  for (const line of textTable(rows)) terminal.print(line);
  const [first] = clusters;
  if (!first) return;
  const { name, namespace } = first.metadata;
  terminal.print('');
  terminal.print('Next:');
  terminal.print(`  slipway kubectl ${name}${flag(namespace)} -- get nodes -o wide`);
  terminal.print(`  slipway kubeconfig ${name}${flag(namespace)} --merge`);
  terminal.print(`  slipway get machines${flag(namespace)} -w`);
  terminal.print(`  slipway delete cluster ${name}${flag(namespace)} --wait`);
}
