import type { PhaseContext } from './phase.ts';

/** Why a health address of this machine does not say 200, or undefined when it does. */
export async function healthProblem(
  context: PhaseContext,
  url: string,
  authority?: string,
): Promise<string | undefined> {
  const answer = await context.system.api.call({
    url,
    ...(authority === undefined ? {} : { authority }),
    timeoutMilliseconds: 5000,
  });
  if (!answer.reached) return answer.why;
  return answer.status === 200 ? undefined : `it answers ${answer.status}`;
}
