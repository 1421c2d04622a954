/** Rows of cells in columns wide enough, three spaces apart; no line ends in spaces. `widths` are at least those given. */
export function textTable(rows: readonly (readonly string[])[], widths: readonly number[] = []): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const wide = Array.from({ length: count }, (_, column) =>
    Math.max(widths[column] ?? 0, ...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((wide[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
}
