import type { Event } from '#api/builtin/event.ts';
import type { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { causeChain } from './cause-chain.ts';
import type { Evidence } from './evidence.ts';
import type { ExplainedLink, Explanation, NextTry } from './explanation.ts';
import type { Link } from './link.ts';
import { machineEvidence } from './machine-evidence.ts';
import { readiness } from './readiness.ts';

/** What an explanation is made from: the more there is, the further down it reaches. */
export interface Known {
  /** All objects of Slipway's kinds that may have to do with it. */
  readonly others: readonly KubeObject[];
  readonly events: readonly Event[];
  /** Journals of machines that could be read, by the uid of the Machine. */
  readonly journals: ReadonlyMap<string, readonly JournalEntry[]>;
  /** By the uid of the object. */
  readonly nextTries: ReadonlyMap<string, readonly NextTry[]>;
}

function place({ kind, metadata: { name, namespace } }: KubeObject): Explanation['object'] {
  return { kind, ...(namespace === undefined ? {} : { namespace }), name };
}

function explained({ object, reason, message }: Link): ExplainedLink {
  return { ...place(object), reason, sentence: message.split('\n')[0] ?? '' };
}

/** The word was said anew whenever it came back; a condition only knows when its status changed. */
function since({ object, reason }: Link, told: readonly Event[]): string | undefined {
  const times = told.flatMap(({ lastTimestamp }) => lastTimestamp ?? []).toSorted();
  const ready = readiness.condition(object, 'Ready');
  return times.at(-1) ?? (ready?.reason === reason ? ready.lastTransitionTime : object.metadata.creationTimestamp);
}

function evidenceOf(link: Link, told: readonly Event[], { journals }: Known): readonly Evidence[] {
  const { object, message } = link;
  const machine =
    object.kind === 'Machine' ? machineEvidence(object as Machine, journals.get(object.metadata.uid)) : [];
  const [, ...lines] = message.split('\n');
  const source = `condition Ready of ${object.kind} ${object.metadata.name}`;
  const rest = machine.length === 0 && lines.length > 0 ? [{ source, lines }] : [];
  const last = told.at(-1);
  const event = last && {
    source: `event of ${object.kind} ${object.metadata.name}, seen ${last.count ?? 1} times`,
    ...(last.lastTimestamp === undefined ? {} : { time: last.lastTimestamp }),
    lines: (last.message ?? '').split('\n').slice(0, 1),
  };
  return [...machine, ...rest, ...(event && machine.length === 0 ? [event] : [])];
}

/** The commands in a cure name the objects they are about. */
function named(cure: string, { kind, metadata, ...rest }: KubeObject): string {
  const { spec } = rest as { readonly spec?: { readonly cluster?: string } };
  const cluster = kind === 'Cluster' ? metadata.name : spec?.cluster;
  const filled = cure.replaceAll(/\bNAME\b/g, metadata.name);
  return cluster === undefined ? filled : filled.replaceAll(/\bCLUSTER\b/g, cluster);
}

/** Why an object is not as declared, from what is known at one moment. */
export function explainObject(object: KubeObject, known: Known): Explanation {
  const chain = causeChain(object, known.others);
  const cause = chain.at(-1);
  if (cause === undefined) {
    const state = readiness.isReady(object) ? 'Ready' : 'Stateless';
    return { object: place(object), state, chain: [] };
  }
  const { uid } = cause.object.metadata;
  const told = known.events
    .filter(({ involvedObject, reason }) => involvedObject.uid === uid && reason === cause.reason)
    .toSorted((a, b) => ((a.lastTimestamp ?? '') < (b.lastTimestamp ?? '') ? -1 : 1));
  const { do: cure, layer, means, retried, who } = cause.text;
  const began = since(cause, told);
  return {
    object: place(object),
    state: object.metadata.deletionTimestamp === undefined ? 'NotReady' : 'Deleting',
    chain: chain.map(explained),
    cause: {
      layer,
      reason: cause.reason,
      means,
      lasts: who === 'nobody' ? 'passing' : retried ? 'retryable' : 'permanent',
      ...(began === undefined ? {} : { since: began }),
      evidence: evidenceOf(cause, told, known),
      nextTries: known.nextTries.get(uid) ?? [],
      who,
      ...(cure === undefined ? {} : { do: named(cure, cause.object) }),
    },
  };
}
