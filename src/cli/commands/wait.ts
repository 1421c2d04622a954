import type { KubeObject } from '#api/meta/kube-object.ts';
import { readiness } from '#explain/readiness.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { deadline } from '../deadline.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { objectLabel } from '../kinds/object-label.ts';
import { splitTarget } from '../kinds/split-target.ts';
import { readDuration } from '../read-duration.ts';
import { waitUntil } from '../wait-until.ts';

interface Wish {
  readonly what: string;
  readonly holds: (object: KubeObject | undefined) => boolean;
}

function wish(text: string): Wish {
  if (text.toLowerCase() === 'delete') return { what: 'deleted', holds: (object) => object === undefined };
  const [type = '', status = 'True'] = text.replace(/^condition=/, '').split('=');
  if (!/^[A-Za-z][\w./-]*$/.test(type)) {
    throw new CliError(`--for=${text} cannot be waited for`, {
      exitCode: exitCodes.usage,
      cure: 'write --for=Ready, --for=delete or --for=condition=TYPE[=STATUS]',
    });
  }
  const holds = (object: KubeObject | undefined) =>
    object !== undefined &&
    readiness.isCurrent(object, type) &&
    readiness.condition(object, type)?.status.toLowerCase() === status.toLowerCase();
  return { what: status === 'True' ? type : `${type}=${status}`, holds };
}

/** `slipway wait KIND NAME --for=…`. An object that is not there is an error, unless its end is waited for. */
export async function wait(
  context: CommandContext,
  target: { readonly kind: string; readonly name: string | undefined },
  options: { readonly for: string; readonly timeout: string; readonly namespace?: string | undefined },
): Promise<ExitCode> {
  const { kind, name } = splitTarget(target.kind, target.name);
  const { what, holds } = wish(options.for);
  const milliseconds = readDuration(options.timeout);
  const client = await context.connect();
  const key = { namespace: kind.scope === 'Cluster' ? undefined : (options.namespace ?? 'default'), name };
  if (what !== 'deleted') await client.objects.get(kind, key);
  const label = objectLabel(kind, name);
  let last: KubeObject | undefined;
  const limit = deadline(context.timers, milliseconds, {
    signal: context.signal,
    what: `${label} is not ${what} after ${options.timeout}`,
  });
  try {
    await waitUntil(client, {
      kind,
      key,
      signal: limit.signal,
      holds: (object) => {
        last = object;
        if (object === undefined && what !== 'deleted')
          throw new CliError(`${label} was deleted`, { exitCode: exitCodes.notFound });
        return holds(object);
      },
    });
    limit.signal.throwIfAborted();
  } catch (error) {
    const why = last && readiness.sentence(last);
    if (error instanceof CliError && error.exitCode === exitCodes.timeout && why !== undefined) {
      throw new CliError(`${error.message}: ${why}`, { exitCode: exitCodes.timeout });
    }
    throw error;
  } finally {
    limit.stop();
  }
  context.terminal.print(what === 'deleted' ? `${label} deleted` : `${label} condition met`);
  return exitCodes.ok;
}
