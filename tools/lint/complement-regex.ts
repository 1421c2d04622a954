/** A text that is allowed: exactly it, or anything that begins with it. */
export interface AllowedText {
  readonly text: string;
  readonly exact: boolean;
}

const special = /[\\^$.*+?()[\]{}|/-]/g;

function escaped(text: string): string {
  return text.replaceAll(special, '\\$&');
}

function remainder(allowed: readonly AllowedText[]): string | undefined {
  if (allowed.some(({ text, exact }) => text === '' && !exact)) return undefined;
  const first = [...new Set(allowed.flatMap(({ text }) => (text === '' ? [] : [text.charAt(0)])))].sort();
  const alternatives = first.length === 0 ? ['.'] : [`[^${first.map(escaped).join('')}]`];
  if (!allowed.some(({ text }) => text === '')) alternatives.push('$');
  for (const character of first) {
    const rest = allowed.filter(({ text }) => text.startsWith(character));
    const inner = remainder(rest.map(({ text, exact }) => ({ text: text.slice(1), exact })));
    if (inner !== undefined) alternatives.push(`${escaped(character)}${inner}`);
  }
  return `(?:${alternatives.join('|')})`;
}

/**
 * A regular expression for what begins with `prefix` and is none of `allowed`. oxlint's expressions have no lookahead,
 * and one that has it is ignored without a word, so the complement is spelled out.
 */
export function complementRegex(prefix: string, allowed: readonly AllowedText[]): string {
  return `^${escaped(prefix)}${remainder(allowed) ?? '(?:$.)'}`;
}
