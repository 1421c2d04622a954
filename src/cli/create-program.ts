import type { CommandContext } from './context/command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { accessCommands } from './program/access-commands.ts';
import { declaringCommands } from './program/declaring-commands.ts';
import { exitCodeTexts } from './program/exit-code-texts.ts';
import { ExplainedCommand } from './program/explained-command.ts';
import type { Family } from './program/family.ts';
import { imageCommands } from './program/image-commands.ts';
import { installCommands } from './program/install-commands.ts';
import { lookingCommands } from './program/looking-commands.ts';
import { machineCommands } from './program/machine-commands.ts';
import { objectCommands } from './program/object-commands.ts';
import { otherCommands } from './program/other-commands.ts';
import { planningCommands } from './program/planning-commands.ts';
import { releaseCommands } from './program/release-commands.ts';
import { serverCommands } from './program/server-commands.ts';

const exitCodeHelp = [
  '',
  'Exit codes:',
  ...Object.entries(exitCodes).map(
    ([name, code]) => `  ${String(code).padEnd(3)}  ${exitCodeTexts[name as keyof typeof exitCodes]}`,
  ),
].join('\n');

/** The command line; `finish` is told the exit code of the command that ran. */
export function createProgram(context: CommandContext, finish: Family['finish']): ExplainedCommand {
  const program = new ExplainedCommand('slipway')
    .description('Takes declared Kubernetes clusters to real ones and keeps them right.')
    .version(context.installation.version, '-V, --version')
    .option(
      '--context <name>',
      'talk to the management cluster of this context of your kubeconfig (default: SLIPWAY_CONTEXT)',
    )
    .exitOverride()
    .showHelpAfterError('(slipway --help tells more)')
    .configureOutput({ writeErr: (text) => context.terminal.say(text.trimEnd().replace(/^error: /, 'slipway: ')) })
    .addHelpText('after', exitCodeHelp);
  const family: Family = { program, context, finish };
  declaringCommands(family);
  planningCommands(family);
  objectCommands(family);
  lookingCommands(family);
  accessCommands(family);
  serverCommands(family);
  installCommands(family);
  releaseCommands(family);
  imageCommands(family);
  machineCommands(family);
  otherCommands(family);
  return program;
}
