/** A table as lines of Markdown. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`.replaceAll('|  ', '| ');
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)];
}
