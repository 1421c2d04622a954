import type { Evidence } from '#explain/evidence.ts';
import type { Explanation, NextTry } from '#explain/explanation.ts';
import { elapsedText } from './elapsed-text.ts';

const lasting = {
  passing: 'goes by itself',
  retryable: 'retryable: tried again by itself until its cause is gone',
  permanent: 'permanent: nothing happens until somebody changes something',
} as const;

const longestEvidence = 20;

/** What a machine printed must not command a terminal. */
function plain(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(/\p{Cc}/gu, '');
}

function evidenceLines({ command, exitCode, lines, phase, source, time }: Evidence): readonly string[] {
  const parts = [
    source,
    ...(time === undefined ? [] : [`at ${time}`]),
    ...(phase === undefined ? [] : [`phase ${phase}`]),
    ...(command === undefined ? [] : [`command "${plain(command)}"`]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
  ];
  const cut = lines.length > longestEvidence ? [`(${lines.length - longestEvidence} lines before)`] : [];
  return [parts.join(', '), ...[...cut, ...lines.slice(-longestEvidence)].map((line) => `  ${plain(line)}`)];
}

function triesText(tries: readonly NextTry[], now: number): string {
  const soonest = tries.flatMap(({ at }) => (at === undefined ? [] : [Date.parse(at)])).toSorted((a, b) => a - b)[0];
  const woken = [...new Set(tries.flatMap(({ wokenBy }) => wokenBy))];
  const parts = [
    ...(soonest === undefined ? [] : [`in ${elapsedText(soonest - now)}`]),
    ...(woken.length === 0 ? [] : [`as soon as this changes: ${woken.join(', ')}`]),
  ];
  return parts.length === 0 ? 'as soon as something changes' : parts.join(', or ');
}

function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${(index === 0 ? `${label}:` : '').padEnd(11)} ${line}`);
}

function name({ kind, namespace, name: own }: Explanation['object']): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${own}`;
}

function whoActs({ who }: NonNullable<Explanation['cause']>): string {
  switch (who) {
    case 'nobody':
      return 'nobody';
    case 'owner':
      return 'whoever wrote the object';
    case 'operator':
      return 'whoever runs the manager and its host';
  }
}

/** The chain from the object to its cause, a line each. */
function chainLines({ chain }: Explanation): readonly string[] {
  return chain.map(
    (link, index) =>
      `${'  '.repeat(index)}${index === 0 ? '' : 'because '}${name(link)}: ${link.reason}: ${plain(link.sentence)}`,
  );
}

/** What is known of the cause, and what to do about it. */
function causeLines({ cause }: Explanation, now: number): readonly string[] {
  if (cause === undefined) return [];
  const { evidence, layer, lasts, means, nextTries, reason, since } = cause;
  return [
    ...labelled('Reason', [`${reason} (${layer}; ${lasting[lasts]})`, means]),
    ...(since === undefined ? [] : labelled('Since', [`${since}, ${elapsedText(now - Date.parse(since))} ago`])),
    ...labelled('Evidence', evidence.flatMap(evidenceLines)),
    ...labelled('Next try', [triesText(nextTries, now)]),
    ...labelled('Who acts', [whoActs(cause)]),
    ...(cause.do === undefined ? [] : labelled('What to do', [cause.do])),
  ];
}

/** An explanation for people; `now` is milliseconds since 1970. */
export const explanationLines = {
  chain: chainLines,
  cause: causeLines,

  whole(explanation: Explanation, now: number): readonly string[] {
    const subject = name(explanation.object);
    if (explanation.state === 'Ready') return [`${subject} is Ready: everything is as declared`];
    if (explanation.state === 'Stateless') return [`${subject} has no state of its own: nothing keeps it waiting`];
    return [
      `${subject} is ${explanation.state === 'Deleting' ? 'being deleted' : 'not Ready'}`,
      ...chainLines(explanation).map((line) => `  ${line}`),
      '',
      ...causeLines(explanation, now),
    ];
  },
} as const;
