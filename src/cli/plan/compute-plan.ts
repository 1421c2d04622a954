import { Plan } from '#api/plan/index.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import type { PlannedChange } from '#domain/plan/planned-change.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { deadline } from '../deadline.ts';
import { readDocument } from './read-document.ts';
import { waitUntil } from '../wait-until.ts';

const longestMilliseconds = 300_000;

/** A Plan as the manager computed it. */
export interface Computed {
  readonly plan: Plan;
  readonly document: PlanDocument;
}

/** Has the manager compute a plan; CliError with the manager's own sentence where it cannot. */
export async function computePlan(
  context: CommandContext,
  change: PlannedChange,
  namespace: string,
): Promise<Computed> {
  const client = await context.connect();
  const { deletions, manifests } = change;
  const created = await client.objects.create(
    Plan,
    {
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Plan',
      metadata: { generateName: 'plan-', namespace },
      spec: {
        ...(manifests.length === 0 ? {} : { manifests }),
        ...(deletions.length === 0 ? {} : { deletions }),
      },
    },
    { fieldManager: 'slipway' },
  );
  const limit = deadline(context.timers, longestMilliseconds, {
    signal: context.signal,
    what: `plan ${created.metadata.name} is not computed after five minutes`,
  });
  try {
    const found = (await waitUntil(client, {
      kind: Plan,
      key: { namespace, name: created.metadata.name },
      signal: limit.signal,
      holds: (object) =>
        object === undefined || ((object as Plan).status?.conditions ?? []).some(({ type }) => type === 'Ready'),
    })) as Plan | undefined;
    limit.signal.throwIfAborted();
    if (found === undefined) throw new CliError(`plan ${created.metadata.name} was deleted meanwhile`);
    return { plan: found, document: await readDocument(client, found) };
  } finally {
    limit.stop();
  }
}
