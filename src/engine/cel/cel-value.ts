import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from '../schema/compile-schema.ts';
import { celName } from './cel-name.ts';
import type { EvaluationBudget } from './evaluation-budget.ts';
import type { Expressions } from './expressions.ts';

/** What values are converted with. */
export interface CelContext {
  readonly expressions: Expressions;
  readonly budget: EvaluationBudget;
}

/**
 * A JSON value as CEL sees it: integers of the schema become 64-bit integers, date-times and durations their own
 * types, property names are escaped. Fields the schema does not know are not visible, as in Kubernetes.
 */
export function celValue(node: SchemaNode, value: unknown, context: CelContext): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'number') return celNumber(node, value);
  if (typeof value === 'string') return celText(node, value, context.expressions);
  if (Array.isArray(value)) {
    const { items } = node;
    return context.budget.metered(items ? value.map((item) => celValue(items, item, context)) : value);
  }
  if (isJsonObject(value)) return celObject(node, value, context);
  return value;
}

function celNumber(node: SchemaNode, value: number): unknown {
  const integer = node.schema.type === 'integer' || node.schema['x-kubernetes-int-or-string'] === true;
  return integer && Number.isInteger(value) ? BigInt(value) : value;
}

function celText(node: SchemaNode, value: string, expressions: Expressions): unknown {
  if (node.schema.format === 'date-time') return expressions.timestamp(value);
  if (node.schema.format === 'duration') return expressions.duration(value);
  return value;
}

function celObject(node: SchemaNode, value: JsonObject, context: CelContext): JsonObject {
  const converted: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const property = node.properties.get(name);
    if (property) converted[celName(name)] = celValue(property, member, context);
    else if (node.additional) converted[name] = celValue(node.additional, member, context);
  }
  return converted;
}
