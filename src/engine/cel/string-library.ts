import type { Environment } from '@marcbachmann/cel-js';
import type { RE2JS } from 're2js';

interface Replacement {
  readonly old: string;
  readonly fresh: string;
  /** How many at most; negative: all. */
  readonly limit: bigint;
}

function replace(text: string, { old, fresh, limit }: Replacement): string {
  const parts = text.split(old);
  const count = limit < 0n ? parts.length - 1 : Math.min(Number(limit), parts.length - 1);
  return parts.slice(1).reduce((joined, part, index) => joined + (index < count ? fresh : old) + part, parts[0] ?? '');
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value === 'string') return value;
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

/** `%s` takes any value, `%d` an integer, `%%` is a percent sign. */
function format(text: string, values: readonly unknown[]): string {
  let next = 0;
  return text.replace(/%([sd%])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = values[next++];
    if (value === undefined) throw new Error('format() has more verbs than values');
    if (verb === 'd' && typeof value !== 'bigint') throw new Error('format() takes an integer for %d');
    return shown(value);
  });
}

/** What the CEL library lacks of the string extension, and Kubernetes' `find`, on a linear-time engine. */
export function stringLibrary(environment: Environment, compile: (pattern: string) => RE2JS): void {
  const add = (signature: string, handler: (...values: never[]) => unknown) => {
    environment.registerFunction(signature, handler, { async: false });
  };
  add('string.re2Matches(string): bool', (text: string, pattern: string) => compile(pattern).test(text));
  add('string.replace(string, string): string', (text: string, old: string, fresh: string) =>
    replace(text, { old, fresh, limit: -1n }),
  );
  add('string.replace(string, string, int): string', (...[text, old, fresh, limit]: [string, string, string, bigint]) =>
    replace(text, { old, fresh, limit }),
  );
  add('string.charAt(int): string', (text: string, index: bigint) => text.charAt(Number(index)));
  add('string.reverse(): string', (text: string) => Array.from(text).reverse().join(''));
  add('string.format(list): string', format);
  add('string.find(string): string', (text: string, pattern: string) => found(text, compile(pattern))[0] ?? '');
  add('string.findAll(string): list<string>', (text: string, pattern: string) => found(text, compile(pattern)));
}

function found(text: string, pattern: RE2JS): readonly string[] {
  const matcher = pattern.matcher(text);
  const matches: string[] = [];
  while (matcher.find()) matches.push(matcher.group() ?? '');
  return matches;
}
