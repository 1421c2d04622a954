import { Machine } from '#api/machine/index.ts';
import { deadline } from '../deadline.ts';
import type { BundleFile } from './bundle-file.ts';
import type { Collector, Collecting } from './collecting.ts';

const answerMilliseconds = 30_000;
const kubeletLines = 1_000;
const mostMachines = 100;

interface Wanted {
  readonly namespace: string;
  readonly name: string;
  readonly source: 'journal' | 'kubelet';
}

async function read({ client, context, missed }: Collecting, wanted: Wanted): Promise<readonly BundleFile[]> {
  const { name, namespace, source } = wanted;
  const query = source === 'kubelet' ? `source=kubelet&tail=${kubeletLines}` : 'source=journal';
  const path = `/slipway/v1alpha1/namespaces/${namespace}/machines/${name}/log?${query}`;
  const { signal, stop } = deadline(context.timers, answerMilliseconds, { signal: context.signal, what: 'reading it' });
  const lines: string[] = [];
  try {
    for await (const line of client.lines(path, { accept: 'text/plain', signal })) lines.push(line);
  } catch (error) {
    context.signal.throwIfAborted();
    missed(`the ${source} of machine ${namespace}/${name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    stop();
  }
  const file = source === 'journal' ? 'journal.jsonl' : 'kubelet.log';
  return lines.length === 0 ? [] : [{ path: `machines/${namespace}/${name}/${file}`, text: lines.join('\n') }];
}

/** Journal and kubelet's log of every machine that exists, a few at a time. */
export const collectJournals: Collector = async (collecting) => {
  if (collecting.context.cluster !== undefined) {
    collecting.missed("logs of machines: a management cluster does not serve them, only a manager's own API does");
    return [];
  }
  const { items } = await collecting.client.objects.list(Machine);
  const made = items.filter(({ status }) => status?.providerId !== undefined);
  if (made.length > mostMachines) collecting.missed(`journals of ${made.length - mostMachines} machines`);
  const files: BundleFile[] = [];
  for (const { metadata } of made.slice(0, mostMachines)) {
    const machine = { namespace: metadata.namespace ?? 'default', name: metadata.name };
    const found = await Promise.all(
      (['journal', 'kubelet'] as const).map((source) => read(collecting, { ...machine, source })),
    );
    files.push(...found.flat());
  }
  return files;
};
