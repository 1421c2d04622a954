/**
 * Whether a path is kept. Patterns name what to leave out: `*` stands for anything but a slash, `**` for anything;
 * `!` takes back an earlier pattern; the last one that matches decides. Paths have no leading slash.
 */
export function pathFilter(patterns: readonly string[]): (path: string) => boolean {
  const rules = patterns.map((pattern) => ({
    keep: pattern.startsWith('!'),
    expression: expressionOf(pattern.startsWith('!') ? pattern.slice(1) : pattern),
  }));
  return (path) => rules.findLast((rule) => rule.expression.test(path))?.keep ?? true;
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((piece) => (piece === '**' ? '.*' : piece === '*' ? '[^/]*' : piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`);
}
