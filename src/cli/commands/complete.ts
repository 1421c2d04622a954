import type { KubeClient } from '#kube/create-kube-client.ts';
import type { CommandContext } from '../context/command-context.ts';
import { completionPlace } from '../completion/completion-place.ts';
import { findCandidates } from '../completion/find-candidates.ts';
import { deadline } from '../deadline.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { ExplainedCommand } from '../program/explained-command.ts';

async function contextClient(context: CommandContext, name: string): Promise<KubeClient> {
  return await (await import('../server/connect-context.ts')).connectContext(context, name);
}

async function contextNames({ environment }: CommandContext): Promise<readonly string[]> {
  const { contexts } = await (await import('../server/user-kubeconfig.ts')).userKubeconfig(environment);
  return [...new Set(contexts.map((one) => String(one['name'])))];
}

/** Longer than this nobody waits for a word. */
const answerMilliseconds = 2_000;

/** `slipway complete -- WORDS`: never fails, for a shell has no place for an error; without a manager no names are known. */
export async function complete(
  context: CommandContext,
  program: ExplainedCommand,
  words: readonly string[],
): Promise<ExitCode> {
  const { signal, terminal, timers } = context;
  const time = deadline(timers, answerMilliseconds, { signal, what: 'completing' });
  const over = new Promise<undefined>((resolve) => {
    time.signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  let client: KubeClient | undefined;
  try {
    const place = completionPlace(program, words);
    const chosen = place.given.get('--context');
    const reading = async () => {
      if (!chosen) return (await context.connect()).objects;
      client = await contextClient(context, chosen);
      return client.objects;
    };
    const known = {
      reading,
      contexts: () => contextNames(context),
    };
    const found = await Promise.race([findCandidates(place, known), over]);
    if (found === 'files') terminal.print(':files');
    else for (const { word, says } of found ?? []) terminal.print(says === '' ? word : `${word}\t${says}`);
  } catch {
    // No manager, or one that does not answer: nothing is known.
  } finally {
    time.stop();
    await client?.close();
  }
  return exitCodes.ok;
}
