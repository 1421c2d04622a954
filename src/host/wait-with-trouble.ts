import { nodeTrouble } from './node-trouble.ts';
import type { PhaseContext } from './phase.ts';
import { waitUntil } from './wait-until.ts';

/** What comes up in its usual time is not looked into; what does not is, and again every few seconds. */
const patienceMilliseconds = 4_000;
const lookEveryMilliseconds = 3_000;

type Look<Value> = () => Promise<{ readonly value: Value } | { readonly waitingFor: string }>;

/** As {@link waitUntil}; once it lasts, the sentence also says what is seen to be wrong on the machine. */
export async function waitWithTrouble<Value>(
  context: PhaseContext,
  look: Look<Value>,
  options: {
    readonly pods: readonly string[];
    readonly atMost?: { readonly milliseconds: number; readonly cure: string };
  },
): Promise<Value> {
  const { clock } = context.system;
  let next = clock.elapsed() + patienceMilliseconds;
  let trouble: string | undefined;
  const looked: Look<Value> = async () => {
    const seen = await look();
    if ('value' in seen) return seen;
    if (clock.elapsed() >= next) {
      next = clock.elapsed() + lookEveryMilliseconds;
      trouble = await nodeTrouble(context.system, options.pods);
    }
    return { waitingFor: trouble === undefined ? seen.waitingFor : `${trouble}. ${seen.waitingFor}` };
  };
  return await waitUntil(context, looked, options.atMost);
}
