/** The source of a function that is over the budget, in a file that is not. */
export const longFunction = [
  'export function longFunction(): number {',
  '  let count = 0;',
  ...Array.from({ length: 60 }, () => '  count += 1;'),
  '  return count;',
  '}\n',
].join('\n');
