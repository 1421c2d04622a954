import type { SchemaNode } from '../schema/compile-schema.ts';
import { mostItems } from './most-items.ts';

const comprehensions = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter']);

type Scope = ReadonlyMap<string, SchemaNode | undefined>;

interface Syntax {
  readonly op: string;
  readonly args: unknown;
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** The comprehension that a call is: what it walks over, the name of an item, and what is asked of each. */
function comprehension({ op, args }: Syntax) {
  if (op !== 'rcall' || !Array.isArray(args)) return undefined;
  const [name, range, inner] = args as readonly unknown[];
  if (typeof name !== 'string' || !comprehensions.has(name) || !isSyntax(range) || !Array.isArray(inner))
    return undefined;
  const [variable, ...body] = inner as readonly unknown[];
  if (!isSyntax(variable) || typeof variable.args !== 'string') return undefined;
  return { name, range, variable: variable.args, body };
}

/** The schema of what an expression reads, as far as it is a path. */
function schemaOf(syntax: unknown, scope: Scope): SchemaNode | undefined {
  if (!isSyntax(syntax)) return undefined;
  if (syntax.op === 'id' && typeof syntax.args === 'string') return scope.get(syntax.args);
  const walk = comprehension(syntax);
  if (walk?.name === 'filter') return schemaOf(walk.range, scope);
  if (!Array.isArray(syntax.args)) return undefined;
  const [from, name] = syntax.args as readonly unknown[];
  const node = schemaOf(from, scope);
  if (syntax.op === '.' && typeof name === 'string') return node?.properties.get(name) ?? node?.additional;
  return syntax.op === '[]' ? (node?.items ?? node?.additional) : undefined;
}

function itemsIn(syntax: Syntax, scope: Scope): number {
  if (syntax.op === 'list' && Array.isArray(syntax.args)) return syntax.args.length;
  const walk = comprehension(syntax);
  if (walk?.name === 'map' || walk?.name === 'filter') return itemsIn(walk.range, scope);
  return mostItems(schemaOf(syntax, scope)?.schema);
}

/**
 * How many items a rule visits at most, from its syntax tree and the bounds of the schema it stands in. A list without
 * a bound counts as long as an object can make it.
 */
export function ruleCost(syntax: unknown, scope: Scope): number {
  if (Array.isArray(syntax)) return syntax.reduce<number>((sum, part) => sum + ruleCost(part, scope), 0);
  if (!isSyntax(syntax)) return 0;
  const walk = comprehension(syntax);
  if (!walk) return ruleCost(syntax.args, scope);
  const item = schemaOf(walk.range, scope)?.items;
  const inner = ruleCost(walk.body, new Map([...scope, [walk.variable, item]]));
  return ruleCost(walk.range, scope) + itemsIn(walk.range, scope) * Math.max(1, inner);
}
