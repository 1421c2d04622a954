import type { ReasonText } from '#explain/reason-text.ts';
import type { SaidReason } from './said-reason.ts';

/** A reason that is only ever said by one sort of outcome must be told as what it is. */
function misjudged(said: readonly SaidReason[], texts: ReadonlyMap<string, ReasonText>): readonly string[] {
  return [...texts].flatMap(([reason, { retried, who }]) => {
    const outcomes = new Set(said.filter((one) => one.reason === reason).map(({ outcome }) => outcome));
    if (who === 'nobody' || outcomes.size !== 1) return [];
    if (outcomes.has('stall') && retried) return [`${reason} is only said of stalls: it is not retried.`];
    if (outcomes.has('wait') && !retried) return [`${reason} is only said of waits: it is retried.`];
    return [];
  });
}

/** What the code says and the texts do not, and the other way round, as sentences; empty when they agree. */
export function reasonProblems(said: readonly SaidReason[], texts: ReadonlyMap<string, ReasonText>): readonly string[] {
  const missing = said
    .filter(({ reason }) => !texts.has(reason))
    .map(
      ({ reason, file, line }) =>
        `${reason} (${file}:${line}) is not in docs/reference/reasons.yaml: say what it means.`,
    );
  const spoken = new Set(said.map(({ reason }) => reason));
  const extra = [...texts.keys()]
    .filter((reason) => !spoken.has(reason))
    .map((reason) => `${reason} is in docs/reference/reasons.yaml and nothing says it any more: remove it.`);
  return [...new Set([...missing, ...extra, ...misjudged(said, texts)])];
}
