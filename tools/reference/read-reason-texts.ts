import { parse } from 'yaml';
import type { ReasonText } from '#explain/reason-text.ts';

const layers: readonly ReasonText['layer'][] = ['declaration', 'manager', 'image', 'provider', 'machine', 'cluster'];

function textOf(reason: string, value: unknown): ReasonText {
  const { do: cure, layer, means, retried, who } = (value ?? {}) as { readonly [field: string]: unknown };
  if (typeof means !== 'string' || (who !== 'nobody' && who !== 'owner' && who !== 'operator')) {
    throw new Error(`${reason} needs means (a sentence) and who (nobody, owner or operator).`);
  }
  if (who !== 'nobody' && typeof cure !== 'string') throw new Error(`${reason} needs do: what is ${who} to do?`);
  const known = layers.find((one) => one === layer);
  if (known === undefined) throw new Error(`${reason} needs layer, where its cause is: ${layers.join(', ')}.`);
  if (who === 'nobody' && retried !== undefined)
    throw new Error(`${reason} goes by itself: retried says nothing of it.`);
  return {
    means,
    layer: known,
    who,
    retried: who === 'nobody' || retried === true,
    ...(typeof cure === 'string' ? { do: cure } : {}),
  };
}

/** Reads the hand-written texts; an incomplete one is an error. */
export function readReasonTexts(yaml: string): ReadonlyMap<string, ReasonText> {
  const values: unknown = parse(yaml);
  return new Map(Object.entries(values ?? {}).map(([reason, value]) => [reason, textOf(reason, value)]));
}
