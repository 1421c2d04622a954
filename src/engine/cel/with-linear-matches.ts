/**
 * The same CEL text with every call of `matches` renamed to `re2Matches`: the library's own `matches` runs on a
 * backtracking engine and cannot be overridden. String literals stay as they are.
 */
export function withLinearMatches(text: string): string {
  return text.replace(/(?:[rRbB]?"(?:\\.|[^"\\])*"|[rRbB]?'(?:\\.|[^'\\])*')|\.\s*matches(?=\s*\()/g, (found) =>
    found.startsWith('.') ? '.re2Matches' : found,
  );
}
