import { chmod, stat } from 'node:fs/promises';
import type { CommandContext } from '../context/command-context.ts';
import { ensureEngine } from '../engine/ensure-engine.ts';
import { raiseInotify } from '../engine/raise-inotify.ts';
import type { Survey } from './survey.ts';

const others = 0o077;

/**
 * Puts right what `up` may put right by itself: an engine that is missing or does not run, few inotify instances, a state
 * directory that others may read. Says what it does; true when it did something. CliError when the engine cannot be brought up.
 */
export async function cureMachine(context: CommandContext, { engine, state }: Survey): Promise<boolean> {
  const open = [...(((state.mode ?? 0) & others) === 0 ? [] : [state.path]), ...state.loose];
  for (const path of open) {
    await chmod(path, (await stat(path)).mode & ~others);
    context.terminal.say(`took away what others may do with ${path}`);
  }
  if (engine.answer !== 'answers') await ensureEngine(context, engine.socket);
  const raised = await raiseInotify(context);
  return open.length > 0 || engine.answer !== 'answers' || raised;
}
