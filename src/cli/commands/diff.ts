import type { PlannedObject } from '#domain/plan/plan-document.ts';
import { planLines } from '#explain/plan-lines.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { computePlan } from '../plan/compute-plan.ts';
import { type ChangeOptions, readPlannedChange } from '../plan/read-planned-change.ts';

/** `slipway diff -f …`: the short form of plan: which objects become others, and what stops. Exit code 0 same, 1 changes or stall. */
export async function diff(context: CommandContext, options: ChangeOptions): Promise<ExitCode> {
  const change = await readPlannedChange(context, options);
  const { document } = await computePlan(context, change, options.namespace ?? 'default');
  const own: readonly PlannedObject[] = document.objects.filter(
    ({ by, change: what }) => by === 'user' || what === 'changed',
  );
  const short = {
    ...document,
    objects: own,
    machines: [],
    effects: [],
    evictions: [],
    exposure: [],
    pointsOfNoReturn: [],
    waits: [],
  };
  for (const line of planLines(short)) context.terminal.print(line);
  return document.result === 'NoChanges' ? exitCodes.ok : exitCodes.failed;
}
