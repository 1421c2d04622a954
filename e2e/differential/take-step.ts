import type { Step } from './compared-case.ts';
import type { RawAnswer, Sender } from './create-sender.ts';
import type { Noticed } from './noticed.ts';
import { requestOf } from './request-of.ts';
import { filledIn } from './filled-in.ts';

interface Place {
  readonly namespace: string;
  readonly answers: readonly Noticed[];
}

/** Sends one request of a case, with its holes filled in from the answers before it. */
export async function takeStep(sender: Sender, step: Step, place: Place): Promise<Noticed> {
  const { namespace } = place;
  const [verb = '', ...rest] = (filledIn(step.line, place) as string).split(' ');
  const body = filledIn(step.body, place);
  if (verb === 'WATCH') return watch(sender, { rest, namespace, body });
  if (verb === 'GONE') return gone(sender, rest.join(' '), namespace);
  return noticed(await sender.send(requestOf({ verb, target: rest.join(' '), body, namespace })));
}

/** `WATCH 3 widgets?…`: the first events, bookmarks in between aside. */
async function watch(
  sender: Sender,
  { rest, namespace, body }: { rest: readonly string[]; namespace: string; body: unknown },
): Promise<Noticed> {
  const [count = '', ...words] = rest;
  const target = words.join(' ');
  const bounded = `${target}${target.includes('?') ? '&' : '?'}watch=true${target.includes('timeoutSeconds') ? '' : '&timeoutSeconds=20'}`;
  const events = (lines: readonly string[]) => lines.map(parsed).filter(counts);
  const enough = (lines: readonly string[]) => events(lines).length >= Number(count);
  const answer = await sender.lines(requestOf({ verb: 'GET', target: bounded, body, namespace }), enough);
  if (answer.status !== 200) return noticed(answer);
  const complete = answer.text.split('\n').filter((line) => line !== '');
  return { ...noticed(answer), body: events(complete).slice(0, Number(count)) };
}

/** A bookmark says how far the watch has come, whenever the server likes; only the end of the initial events is sure to be told. */
function counts(event: unknown): boolean {
  const { type, object } = event as { type?: string; object?: { metadata?: { annotations?: object } } };
  return type !== undefined && (type !== 'BOOKMARK' || object?.metadata?.annotations !== undefined);
}

/** `GONE widgets/a`: waits until an object is gone. */
async function gone(sender: Sender, target: string, namespace: string): Promise<Noticed> {
  const [plural = '', name = ''] = target.split('/');
  const selected = `${plural}?fieldSelector=metadata.name%3D${name}`;
  const list = await sender.send(requestOf({ verb: 'GET', target: selected, body: undefined, namespace }));
  const { items, metadata } = JSON.parse(list.text) as {
    items: readonly unknown[];
    metadata: { resourceVersion: string };
  };
  const from = `${selected}&watch=true&timeoutSeconds=30&resourceVersion=${metadata.resourceVersion}`;
  const wasDeleted = (lines: readonly string[]) => lines.some((line) => line.includes('"type":"DELETED"'));
  if (items.length > 0)
    await sender.lines(requestOf({ verb: 'GET', target: from, body: undefined, namespace }), wasDeleted);
  return noticed(await sender.send(requestOf({ verb: 'GET', target, body: undefined, namespace })));
}

function noticed({ status, headers, text }: RawAnswer): Noticed {
  const { warning = [] } = headers;
  return {
    status,
    type: String(headers['content-type'] ?? ''),
    warnings: typeof warning === 'string' ? [warning] : warning,
    body: parsed(text),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
