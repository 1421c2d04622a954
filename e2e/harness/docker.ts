import { type CommandOptions } from './run-command.ts';
import { mustRun } from './must-run.ts';

/** What the engine's own client prints; rejects with what it said when it fails. */
export function docker(parameters: readonly string[], options?: CommandOptions): Promise<string> {
  return mustRun(['docker', ...parameters], options);
}
