import type { ManagerImage } from '#capabilities/manager-images.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';

/** The manager's own image, made or found on this machine; CliError with what is missing for that. */
export async function makeImage({ managerImages, signal, terminal }: CommandContext): Promise<ManagerImage> {
  let told = '';
  const progress = (message: string) => {
    if (message !== told) terminal.say(message);
    told = message;
  };
  try {
    return await managerImages.obtain({ signal, progress });
  } catch (error) {
    signal.throwIfAborted();
    throw new CliError(`the manager's image cannot be made: ${error instanceof Error ? error.message : String(error)}`);
  }
}
