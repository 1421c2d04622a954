import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readExplanation } from '../explain/read-explanation.ts';
import { readSurroundings } from '../explain/surroundings.ts';
import { splitTarget } from '../kinds/split-target.ts';
import { explanationLines } from '../render/explanation-lines.ts';

/** `slipway explain KIND NAME`: from the object down to what keeps it from being as declared. */
export async function explain(
  context: CommandContext,
  target: { readonly kind: string; readonly name: string | undefined },
  options: { readonly namespace?: string | undefined; readonly output?: 'json' | undefined },
): Promise<ExitCode> {
  const { kind, name } = splitTarget(target.kind, target.name);
  const client = await context.connect();
  const namespace = kind.scope === 'Cluster' ? undefined : (options.namespace ?? 'default');
  const explanation = await readExplanation(context, client, await readSurroundings(client, kind, { namespace, name }));
  const { print } = context.terminal;
  if (options.output === 'json') print(JSON.stringify(explanation, undefined, 2));
  else for (const line of explanationLines.whole(explanation, context.clock.now())) print(line);
  return exitCodes.ok;
}
