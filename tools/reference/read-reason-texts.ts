import { parse } from 'yaml';

/** What people are told of a reason. */
export interface ReasonText {
  readonly means: string;
  /** Who must act: nobody (it goes by itself), the owner of the object, or the operator of the manager. */
  readonly who: 'nobody' | 'owner' | 'operator';
  readonly do?: string;
}

function textOf(reason: string, value: unknown): ReasonText {
  const { means, who, do: cure } = (value ?? {}) as { readonly [field: string]: unknown };
  if (typeof means !== 'string' || (who !== 'nobody' && who !== 'owner' && who !== 'operator')) {
    throw new Error(`${reason} needs means (a sentence) and who (nobody, owner or operator).`);
  }
  if (who !== 'nobody' && typeof cure !== 'string') throw new Error(`${reason} needs do: what is ${who} to do?`);
  return { means, who, ...(typeof cure === 'string' ? { do: cure } : {}) };
}

/** Reads the hand-written texts; an incomplete one is an error. */
export function readReasonTexts(yaml: string): ReadonlyMap<string, ReasonText> {
  const values: unknown = parse(yaml);
  return new Map(Object.entries(values ?? {}).map(([reason, value]) => [reason, textOf(reason, value)]));
}
