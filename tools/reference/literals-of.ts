import type { Expression } from 'oxc-parser';

/** What a name stands for in a file: the expressions it may have as its value. */
export type Meaning = (name: string) => readonly Expression[];

const deepest = 8;

/**
 * Every string an expression may be, as far as its own file says: both branches of a condition, constants, and parameters by
 * what callers in the file pass. In a template, what is not known is written `*`. Nothing for what is passed on from elsewhere.
 */
export function literalsOf(expression: Expression, meaning: Meaning, depth = 0): readonly string[] {
  const inner = (child: Expression): readonly string[] => literalsOf(child, meaning, depth + 1);
  if (depth > deepest) return [];
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'string' ? [expression.value] : [];
    case 'ConditionalExpression':
      return [...inner(expression.consequent), ...inner(expression.alternate)];
    case 'LogicalExpression':
      return [...inner(expression.left), ...inner(expression.right)];
    case 'Identifier':
      return meaning(expression.name).flatMap(inner);
    case 'TemplateLiteral':
      return expression.quasis.reduce<readonly string[]>(
        (texts, { value }, index) => {
          const before = expression.expressions[index - 1];
          const known = before === undefined ? [''] : inner(before);
          const between = known.length === 0 ? ['*'] : known;
          return texts.flatMap((text) => between.map((part) => `${text}${part}${value.cooked ?? ''}`));
        },
        [''],
      );
    default:
      return [];
  }
}
