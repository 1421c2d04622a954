import type { PlannedFact } from './plan-document.ts';

/** Facts that are not what they were, one sentence each, in order. */
export function differingFacts(planned: readonly PlannedFact[], now: readonly PlannedFact[]): readonly string[] {
  const before = new Map(planned.map(({ fact, value }) => [fact, value]));
  const after = new Map(now.map(({ fact, value }) => [fact, value]));
  const facts = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return facts.flatMap((fact) => {
    const [old, current] = [before.get(fact), after.get(fact)];
    if (old === current) return [];
    if (old === undefined) return [`${fact} is new`];
    return [current === undefined ? `${fact} is gone` : `${fact} has changed`];
  });
}
