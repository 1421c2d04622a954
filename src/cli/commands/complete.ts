import type { CommandContext } from '../context/command-context.ts';
import { completionPlace } from '../completion/completion-place.ts';
import { findCandidates } from '../completion/find-candidates.ts';
import { deadline } from '../deadline.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { ExplainedCommand } from '../program/explained-command.ts';

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
  try {
    const reading = async () => (await context.connect()).objects;
    const found = await Promise.race([findCandidates(completionPlace(program, words), reading), over]);
    if (found === 'files') terminal.print(':files');
    else for (const { word, says } of found ?? []) terminal.print(says === '' ? word : `${word}\t${says}`);
  } catch {
    // No manager, or one that does not answer: nothing is known.
  } finally {
    time.stop();
  }
  return exitCodes.ok;
}
