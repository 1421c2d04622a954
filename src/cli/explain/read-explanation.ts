import { kinds } from '#api/kinds.ts';
import { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { isRecord } from '#base/is-record.ts';
import { parseJournalLine } from '#domain/host/parse-journal-line.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { causeChain } from '#explain/cause-chain.ts';
import { explainObject } from '#explain/explain-object.ts';
import type { Explanation, NextTry } from '#explain/explanation.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import type { CommandContext } from '../context/command-context.ts';
import { deadline } from '../deadline.ts';
import type { Surroundings } from './surroundings.ts';

/** A machine that is frozen says nothing, and an explanation without its journal is better than none. */
const answerMilliseconds = 5_000;

function place({ namespace, name }: KubeObject['metadata'], plural: string): string {
  const names = namespace === undefined ? [] : ['namespaces', namespace];
  return ['/slipway/v1alpha1', ...[...names, plural, name].map(encodeURIComponent)].join('/');
}

async function journalOf(
  client: KubeClient,
  machine: KubeObject,
  signal: AbortSignal,
): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  const path = `${place(machine.metadata, Machine.plural)}/log?source=journal`;
  for await (const line of client.lines(path, { accept: 'text/plain', signal })) {
    const entry = parseJournalLine(line);
    if (entry) entries.push(entry);
  }
  return entries;
}

async function nextTriesOf(client: KubeClient, object: KubeObject, signal: AbortSignal): Promise<readonly NextTry[]> {
  const kind = kinds.find((one) => one.kind === object.kind);
  const body = await client.read(`${place(object.metadata, kind?.plural ?? '')}/next`, { signal });
  const passes = isRecord(body) ? body['passes'] : undefined;
  return Array.isArray(passes) ? (passes as readonly NextTry[]) : [];
}

/** Why an object is not as declared, with what only the manager and the machine themselves can show. */
export async function readExplanation(
  context: CommandContext,
  client: KubeClient,
  { events, object, others }: Surroundings,
): Promise<Explanation> {
  const cause = causeChain(object, others).at(-1)?.object;
  if (cause === undefined) {
    return explainObject(object, { others, events, journals: new Map(), nextTries: new Map() });
  }
  const { signal, stop } = deadline(context.timers, answerMilliseconds, { signal: context.signal, what: 'asking' });
  // Only a manager's own API tells of journals and of what comes next.
  const own = context.cluster === undefined;
  const made = own && (cause as Machine).status?.providerId !== undefined;
  try {
    const [journal, tries] = await Promise.all([
      cause.kind === Machine.kind && made ? journalOf(client, cause, signal).catch(() => undefined) : undefined,
      own ? nextTriesOf(client, cause, signal).catch(() => []) : [],
    ]);
    const { uid } = cause.metadata;
    return explainObject(object, {
      others,
      events,
      journals: new Map(journal === undefined ? [] : [[uid, journal]]),
      nextTries: new Map([[uid, tries]]),
    });
  } finally {
    stop();
  }
}
