import { type CommandOptions, runCommand } from './run-command.ts';

/** What a program prints; rejects with all it said when its exit code is not 0. */
export async function mustRun(command: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(command, options);
  if (exitCode === 0) return stdout;
  throw new Error(`${command.join(' ')}: exit code ${exitCode}\n${stdout}${stderr}`);
}
