import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { engineAnswers } from './engine-answers.ts';
import { installEngine } from './install-engine.ts';
import { startEngine } from './start-engine.ts';
import { usualSocket } from './usual-socket.ts';

/** Makes sure that the container engine at a socket answers; installs and starts it where that may be done. CliError with what to do otherwise. */
export async function ensureEngine(context: CommandContext, socket: string): Promise<void> {
  const answer = await engineAnswers(socket);
  if (answer === 'refused') {
    throw new CliError(`this user may not use the container engine at ${socket}`, {
      cure: 'run as root, or let root add you to its group: usermod -aG docker "$USER", then log in again',
    });
  }
  if (answer === 'silent') {
    if (socket !== usualSocket) {
      throw new CliError(`no container engine answers at ${socket}`, {
        cure: 'start it, or correct spec.docker.socket of the Provider',
      });
    }
    await installEngine(context);
    await startEngine(context, socket);
  }
}
