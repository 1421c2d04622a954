import { Event } from '#api/builtin/event.ts';
import { kinds } from '#api/kinds.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { readiness } from '#explain/readiness.ts';
import { whyNotReady } from '#explain/why-not-ready.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { splitTarget } from '../kinds/split-target.ts';
import { elapsedText } from '../render/elapsed-text.ts';
import { objectText } from '../render/object-text.ts';
import { textTable } from '../render/text-table.ts';

interface Described {
  readonly object: KubeObject;
  /** All objects of Slipway's kinds that may have to do with it. */
  readonly others: readonly KubeObject[];
  readonly events: readonly Event[];
}

async function read(
  client: KubeClient,
  kind: Kind,
  key: { readonly namespace: string | undefined; readonly name: string },
): Promise<Described> {
  const object = await client.objects.get(kind, key);
  const { namespace } = object.metadata;
  const lists = await Promise.all(
    kinds.map((one) =>
      client.objects.list(one, one.scope === 'Namespaced' && namespace !== undefined ? { namespace } : {}),
    ),
  );
  const about = `involvedObject.uid=${object.metadata.uid}`;
  const events = await client.objects.list(Event, { namespace: namespace ?? 'default', fieldSelector: about });
  return { object, others: lists.flatMap(({ items }) => items), events: events.items };
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...indented(lines)];
}

function ago(now: number, time: string | undefined): string {
  return time === undefined ? '-' : elapsedText(now - Date.parse(time));
}

function head({ object }: Described, now: number): readonly string[] {
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

function conditions({ object }: Described, now: number): readonly string[] {
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

function owned({ object, others }: Described, now: number): readonly string[] {
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

function events({ events: told }: Described, now: number): readonly string[] {
  const rows = told
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
  const described = await read(client, kind, { namespace, name });
  const { object, others } = described;
  const now = context.clock.now();
  const { spec } = object as { readonly spec?: unknown };
  const why = whyNotReady(object, others).map(
    (link, index) =>
      `${index === 0 ? '' : 'because '}${link.object.kind} ${link.object.metadata.name}: ${link.sentence.replaceAll('\n', ' ')}`,
  );
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
