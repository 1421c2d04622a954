import type { Finding } from '#capabilities/finding.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { cureMachine } from '../doctor/cure-machine.ts';
import { judgeSurvey } from '../doctor/judge-survey.ts';
import { takeSurvey } from '../doctor/take-survey.ts';
import { usualSocket } from '../engine/usual-socket.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findingLines } from '../render/finding-lines.ts';

export interface DoctorOptions {
  readonly socket?: string | undefined;
  readonly output?: 'json' | undefined;
  readonly fix?: boolean | undefined;
}

/** A cure that fails is told; what is still wrong then is seen by looking again. */
async function look(
  context: CommandContext,
  { fix, socket = usualSocket }: DoctorOptions,
): Promise<readonly Finding[]> {
  const survey = await takeSurvey(context, socket);
  if (fix !== true) return judgeSurvey(survey);
  try {
    await cureMachine(context, survey);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    context.terminal.say([error.message, error.cure ?? ''].join('\n').trimEnd());
  }
  return judgeSurvey(await takeSurvey(context, socket));
}

/** `slipway doctor`: what this machine lacks for clusters, each with its cure; `up` looks at the same. */
export async function doctor(context: CommandContext, options: DoctorOptions): Promise<ExitCode> {
  const { terminal } = context;
  const findings = await look(context, options);
  const problems = findings.filter(({ state }) => state === 'problem').length;
  if (options.output === 'json') terminal.print(JSON.stringify({ healthy: problems === 0, findings }, undefined, 2));
  else {
    for (const line of findingLines(findings)) terminal.print(line);
    const warnings = findings.filter(({ state }) => state === 'warning').length;
    terminal.print(
      problems === 0
        ? `clusters can be made here${warnings === 0 ? '' : `; warnings: ${warnings}`}`
        : `clusters cannot be made here before this is put right: ${problems}`,
    );
  }
  return problems === 0 ? exitCodes.ok : exitCodes.failed;
}
