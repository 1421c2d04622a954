import type { CommandContext } from '../context/command-context.ts';
import type { ExplainedCommand } from './explained-command.ts';

/** Commands that belong together. They load what they need when they run, so that each starts fast. */
export interface Family {
  readonly program: ExplainedCommand;
  readonly context: CommandContext;
  /** Is told the exit code that a command ends with. */
  readonly finish: (exitCode: number) => void;
}
