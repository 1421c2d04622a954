import type { Kind } from '#api/meta/kind.ts';
import { nearest } from '#base/nearest.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { servedKinds } from '#api/served-kinds.ts';

function namesOf(kind: Kind): readonly string[] {
  const names = [kind.plural, kind.singular, kind.kind.toLowerCase(), ...kind.shortNames];
  return kind.group === '' ? names : [...names, `${kind.plural}.${kind.group}`, `${kind.singular}.${kind.group}`];
}

/** The kind that a word names: plural, singular, short name or kind, in any case. CliError with the nearest name otherwise. */
export function findKind(word: string): Kind {
  const lower = word.toLowerCase();
  const found = servedKinds.find((kind) => namesOf(kind).includes(lower));
  if (found) return found;
  const near = nearest(lower, servedKinds.flatMap(namesOf));
  throw new CliError(`there is no kind "${word}"${near === undefined ? '' : `; did you mean ${near}?`}`, {
    exitCode: exitCodes.usage,
    cure: near === undefined ? `known kinds: ${servedKinds.map(({ plural }) => plural).join(', ')}` : undefined,
  });
}
