import type { ReasonText } from './read-reason-texts.ts';
import type { SaidReason } from './said-reason.ts';

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
  return [...new Set([...missing, ...extra])];
}
