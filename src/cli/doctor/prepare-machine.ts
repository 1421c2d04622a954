import type { Finding } from '#capabilities/finding.ts';
import type { CommandContext } from '../context/command-context.ts';
import { cureMachine } from './cure-machine.ts';
import { judgeSurvey } from './judge-survey.ts';
import { takeSurvey } from './take-survey.ts';

/** Puts right what may be put right, and gives the problems that are left. CliError when the engine cannot be brought up. */
export async function prepareMachine(context: CommandContext, socket: string): Promise<readonly Finding[]> {
  const survey = await takeSurvey(context, socket);
  const changed = await cureMachine(context, survey);
  const findings = judgeSurvey(changed ? await takeSurvey(context, socket) : survey);
  return findings.filter(({ state }) => state === 'problem');
}
