import { Machine } from '#api/machine/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { splitTarget } from '../kinds/split-target.ts';

type Source = 'journal' | 'kubelet';

export interface LogsOptions {
  readonly namespace?: string | undefined;
  readonly source?: Source | undefined;
  readonly tail?: string | undefined;
  readonly follow?: boolean | undefined;
}

/** `slipway logs machine NAME`: the host utility's journal, then the kubelet's log; followed at the end with `-f`. */
export async function logs(
  context: CommandContext,
  target: { readonly kind: string; readonly name: string | undefined },
  options: LogsOptions,
): Promise<ExitCode> {
  const { kind, name } = splitTarget(target.kind, target.name);
  if (kind !== Machine)
    throw new CliError(`a ${kind.singular} has no log`, { exitCode: exitCodes.usage, cure: 'only machines have logs' });
  if (options.tail !== undefined && !/^\d{1,6}$/.test(options.tail)) {
    throw new CliError(`"${options.tail}" is no number of lines`, { exitCode: exitCodes.usage });
  }
  if (context.cluster !== undefined) {
    throw new CliError(
      "logs of machines are read through a manager's own API, which a management cluster does not have",
      {
        cure: `look at the machine itself, and at what is known of it: slipway explain machine ${name}`,
      },
    );
  }
  const namespace = options.namespace ?? 'default';
  const client = await context.connect();
  await client.objects.get(Machine, { namespace, name });
  const sources: readonly Source[] = options.source === undefined ? ['journal', 'kubelet'] : [options.source];
  for (const source of sources) {
    if (sources.length > 1) context.terminal.say(`==> ${source}`);
    const query = new URLSearchParams({ source });
    if (options.tail !== undefined) query.set('tail', options.tail);
    if (options.follow === true && source === sources.at(-1)) query.set('follow', 'true');
    const path = `/slipway/v1alpha1/namespaces/${encodeURIComponent(namespace)}/machines/${encodeURIComponent(name)}/log?${query.toString()}`;
    for await (const line of client.lines(path, { accept: 'text/plain', signal: context.signal }))
      context.terminal.print(line);
  }
  return exitCodes.ok;
}
