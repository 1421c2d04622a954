import { canonicalJson } from '#base/canonical-json.ts';
import { planLines } from '#explain/plan-lines.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { computePlan } from '../plan/compute-plan.ts';
import { type ChangeOptions, readPlannedChange } from '../plan/read-planned-change.ts';

/** What `--exit-code` adds, for scripts. */
const verdicts = { Changes: 2, NoChanges: 0, Stall: 3 } as const;

export interface PlanOptions extends ChangeOptions {
  readonly output?: 'json' | 'html' | undefined;
  readonly exitCode?: boolean | undefined;
}

/** `slipway plan -f …`: what a change would do. Nothing is changed. */
export async function plan(context: CommandContext, options: PlanOptions): Promise<ExitCode> {
  const { terminal } = context;
  const change = await readPlannedChange(context, options);
  const { document, plan: computed } = await computePlan(context, change, options.namespace ?? 'default');
  if (options.output === 'json') {
    terminal.print(JSON.stringify(JSON.parse(canonicalJson(document)), undefined, 2));
  } else if (options.output === 'html') {
    terminal.print((await import('../plan/plan-page.ts')).planPage(document));
  } else {
    for (const line of planLines(document)) terminal.print(line);
    if (document.result === 'Changes') {
      const { name, namespace } = computed.metadata;
      const place = namespace === 'default' ? '' : ` -n ${namespace}`;
      terminal.say('');
      terminal.say(`have exactly this done, within an hour: slipway apply --plan ${name}${place}`);
    }
  }
  if (options.exitCode === true) return verdicts[document.result];
  return document.result === 'Stall' ? exitCodes.failed : exitCodes.ok;
}
