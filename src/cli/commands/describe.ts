import { readiness } from '#explain/readiness.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readExplanation } from '../explain/read-explanation.ts';
import { readSurroundings, type Surroundings } from '../explain/surroundings.ts';
import { splitTarget } from '../kinds/split-target.ts';
import { elapsedText } from '../render/elapsed-text.ts';
import { explanationLines } from '../render/explanation-lines.ts';
import { objectText } from '../render/object-text.ts';
import { textTable } from '../render/text-table.ts';

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...indented(lines)];
}

function ago(now: number, time: string | undefined): string {
  return time === undefined ? '-' : elapsedText(now - Date.parse(time));
}

function head({ object }: Surroundings, now: number): readonly string[] {
  const { name, namespace, creationTimestamp, deletionTimestamp, labels = {} } = object.metadata;
  const rows = [
    ['Name:', name],
    ...(namespace === undefined ? [] : [['Namespace:', namespace]]),
    ['Kind:', object.kind],
    ['Age:', ago(now, creationTimestamp)],
    ...(deletionTimestamp === undefined
      ? []
      : [['Deleted:', `${ago(now, deletionTimestamp)} ago, waits for its controllers`]]),
    ...Object.entries(labels).map(([label, value], index) => [index === 0 ? 'Labels:' : '', `${label}=${value}`]),
    ['Ready:', readiness.isReady(object) ? 'yes' : 'no'],
  ];
  return textTable(rows);
}

function conditions({ object }: Surroundings, now: number): readonly string[] {
  const rows = readiness
    .conditions(object)
    .map(({ type, status, reason, lastTransitionTime, message }) => [
      type,
      status,
      reason,
      ago(now, lastTransitionTime),
      message.replaceAll('\n', ' '),
    ]);
  return rows.length === 0 ? [] : textTable([['TYPE', 'STATUS', 'REASON', 'SINCE', 'MESSAGE'], ...rows]);
}

function owned({ object, others }: Surroundings, now: number): readonly string[] {
  const children = others.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid),
  );
  const rows = children.map((child) => [
    child.kind,
    child.metadata.name,
    readiness.isReady(child) ? 'yes' : 'no',
    ago(now, child.metadata.creationTimestamp),
  ]);
  return rows.length === 0 ? [] : textTable([['KIND', 'NAME', 'READY', 'AGE'], ...rows]);
}

function events({ events: all, object }: Surroundings, now: number): readonly string[] {
  const rows = all
    .filter(({ involvedObject }) => involvedObject.uid === object.metadata.uid)
    .toSorted((a, b) => ((a.lastTimestamp ?? '') < (b.lastTimestamp ?? '') ? -1 : 1))
    .map(({ lastTimestamp, type = '', reason = '', count = 1, message = '' }) => [
      ago(now, lastTimestamp),
      type,
      reason,
      String(count),
      message.replaceAll('\n', ' '),
    ]);
  return rows.length === 0 ? [] : textTable([['LAST SEEN', 'TYPE', 'REASON', 'COUNT', 'MESSAGE'], ...rows]);
}

/** `slipway describe KIND NAME`: what is declared, how it is, why it is not Ready, what happened, what belongs to it. */
export async function describe(
  context: CommandContext,
  target: { readonly kind: string; readonly name: string | undefined },
  options: { readonly namespace?: string | undefined },
): Promise<ExitCode> {
  const { kind, name } = splitTarget(target.kind, target.name);
  const client = await context.connect();
  const namespace = kind.scope === 'Cluster' ? undefined : (options.namespace ?? 'default');
  const described = await readSurroundings(client, kind, { namespace, name });
  const explanation = await readExplanation(context, client, described);
  const now = context.clock.now();
  const { spec } = described.object as { readonly spec?: unknown };
  const why = [...explanationLines.chain(explanation), ...explanationLines.cause(explanation, now)];
  const lines = [
    ...head(described, now),
    ...section('Why not', why),
    ...section('Spec', spec === undefined ? [] : (await objectText(spec, 'yaml')).split('\n')),
    ...section('Conditions', conditions(described, now)),
    ...section('Parts', owned(described, now)),
    ...section('Events', events(described, now)),
  ];
  for (const line of lines) context.terminal.print(line);
  return exitCodes.ok;
}
