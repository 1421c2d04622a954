import type { SchemaNode } from '../schema/compile-schema.ts';
import type { Expressions } from './expressions.ts';
import { mostItems } from './most-items.ts';
import { ruleCost } from './rule-cost.ts';

/** Visits of list items, in all places of one object together, that a rule may come to. */
const most = 10_000_000;

interface Place {
  readonly node: SchemaNode;
  readonly path: string;
  /** In how many places of one object the rules of the node can stand. */
  readonly places: number;
}

function below({ node, path, places }: Place): readonly Place[] {
  const members = [...node.properties].map(([name, child]) => ({ node: child, path: `${path}.${name}`, places }));
  const { additional, items } = node;
  const inside = places * mostItems(node.schema);
  return [
    ...members,
    ...(additional ? [{ node: additional, path: `${path}.*`, places: inside }] : []),
    ...(items ? [{ node: items, path: `${path}[]`, places: inside }] : []),
  ];
}

/**
 * Refuses a kind whose rules are no CEL, whose types cannot fit, or which could take long on some object: rules that nest
 * over lists without `maxItems`. Throws with the place and the rule.
 */
export function checkRules(root: SchemaNode, expressions: Expressions): void {
  const open: Place[] = [{ node: root, path: '', places: 1 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { node, path, places } = place;
    for (const rule of node.rules) {
      const where = `the rule "${rule.rule}" at ${path.slice(1) || 'the whole object'}`;
      const syntax = expressions.compile(rule, where);
      const scope = new Map([
        ['self', node],
        ['oldSelf', node],
      ]);
      const cost = ruleCost(syntax, scope) * places;
      if (cost > most) throw new Error(`${where} may visit ${cost} items: give the lists it walks over maxItems`);
    }
    if (node.hasRules) open.push(...below(place));
  }
}
