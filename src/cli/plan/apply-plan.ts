import { readFile, stat } from 'node:fs/promises';
import { Plan } from '#api/plan/index.ts';
import { isRecord } from '#base/is-record.ts';
import { differingFacts } from '#domain/plan/differing-facts.ts';
import { durationText } from '#domain/plan/duration-text.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { elapsedText } from '../render/elapsed-text.ts';
import { waitUntil } from '../wait-until.ts';
import { computePlan } from './compute-plan.ts';

/** Differences shown before the rest is counted. */
const mostShown = 10;

/** `slipway apply --plan FILE|NAME`: has exactly that plan done and waits until it is. */
export async function applyPlan(
  context: CommandContext,
  options: {
    readonly plan: string;
    readonly allowRepairs?: boolean | undefined;
    readonly namespace?: string | undefined;
  },
): Promise<ExitCode> {
  const { terminal, timers } = context;
  const namespace = options.namespace ?? 'default';
  const client = await context.connect();
  const found = (await isFile(options.plan))
    ? await planOfFile(context, options.plan, namespace)
    : await client.objects.get(Plan, { namespace, name: options.plan });
  const { name } = found.metadata;
  const { duration, hash, summary = '' } = found.status ?? {};
  if (hash === undefined)
    throw new CliError(`plan ${name} is not computed`, { cure: `look at it: slipway describe plan ${name}` });
  const began = timers.monotonic();
  const body = { spec: { apply: { hash, allowRepairs: options.allowRepairs === true } } };
  await client.objects.patch(Plan, { namespace, name }, { type: 'merge', body, fieldManager: 'slipway' });
  terminal.say(`applying plan ${name}: ${summary}`);
  const last = (await waitUntil(client, {
    kind: Plan,
    key: { namespace, name },
    signal: context.signal,
    holds: (object) => hasEnded(object as Plan | undefined, options.allowRepairs === true),
  }).catch((error: unknown) => {
    if (context.signal.aborted) terminal.say(`the manager goes on with it; look with: slipway describe plan ${name}`);
    throw error;
  })) as Plan | undefined;
  if (last === undefined) throw new CliError(`plan ${name} was deleted meanwhile: everything passes again`);
  const ready = last.status?.conditions?.find(({ type }) => type === 'Ready');
  if (last.status?.application?.state !== 'Applied') {
    throw new CliError(`plan ${name}: ${ready?.reason}: ${ready?.message}`, {
      cure: last.status?.application === undefined ? 'nothing was changed' : `more: slipway describe plan ${name}`,
    });
  }
  const expected =
    duration === undefined ? '' : `, foretold were ${durationText(duration.p10)} to ${durationText(duration.p90)}`;
  terminal.print(`applied as planned after ${elapsedText(timers.monotonic() - began)}${expected}`);
  return exitCodes.ok;
}

/** A Plan that was stopped before goes on when repairs are allowed, so its old end is none. */
function hasEnded(plan: Plan | undefined, resumes: boolean): boolean {
  if (plan === undefined) return true;
  const { application, conditions, refusal } = plan.status ?? {};
  const ready = conditions?.find(({ type }) => type === 'Ready');
  if (refusal !== undefined || application?.state === 'Applied') return true;
  const current = (ready?.observedGeneration ?? 0) >= (plan.metadata.generation ?? 0);
  return application?.state === 'Stopped' && (current || !resumes);
}

async function isFile(name: string): Promise<boolean> {
  return (await stat(name).catch(() => undefined))?.isFile() ?? false;
}

/** The plan of a file, computed anew: it is the same only where the world is. */
async function planOfFile(context: CommandContext, path: string, namespace: string): Promise<Plan> {
  const wanted = readPlan(path, await readFile(path, 'utf8'));
  const { document, plan } = await computePlan(context, wanted.change, namespace);
  if (document.hash === wanted.hash) return plan;
  const client = await context.connect();
  await client.objects.delete(Plan, plan.metadata);
  const facts = differingFacts(wanted.readSet, document.readSet);
  const [before, now] = [wanted, document].map(({ effects }) => new Set(effects.map(({ id }) => id)));
  const differences = [
    ...facts,
    ...[...(now ?? [])].filter((id) => before?.has(id) !== true).map((id) => `${id} would be done too`),
    ...[...(before ?? [])].filter((id) => now?.has(id) !== true).map((id) => `${id} would not be done`),
  ];
  const shown = differences.slice(0, mostShown).map((line) => `  ${line}`);
  const more = differences.length > mostShown ? [`  and ${differences.length - mostShown} more`] : [];
  throw new CliError([`the world is another than when ${path} was made:`, ...shown, ...more].join('\n'), {
    cure: 'nothing was changed; plan again',
  });
}

function readPlan(path: string, text: string): PlanDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!isRecord(value) || value['format'] !== 'slipway.dev/plan/v1') {
    throw new CliError(`${path} holds no plan`, { cure: 'make one with: slipway plan -f FILE -o json > plan.json' });
  }
  return value as unknown as PlanDocument;
}
