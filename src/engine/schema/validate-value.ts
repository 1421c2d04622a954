import type { StatusCause } from '#api/meta/api-error.ts';
import { celName } from '../cel/cel-name.ts';
import { celValue } from '../cel/cel-value.ts';
import { EvaluationBudget } from '../cel/evaluation-budget.ts';
import type { Expressions } from '../cel/expressions.ts';
import { deepEqual } from '#base/deep-equal.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from './compile-schema.ts';
import { listItemKey } from './list-item-key.ts';
import { problem } from './problem.ts';
import { validateScalar } from './validate-scalar.ts';

/** What a validation needs besides the value. */
export interface Validation {
  readonly expressions: Expressions;
  /** The stored object, for transition rules. */
  readonly old?: unknown;
  /** Hears of rules that are broken as they were before, which is no reason to refuse. */
  readonly onForgiven?: (cause: StatusCause) => void;
  /** Never show values: for Secrets. */
  readonly redact?: boolean;
}

/** A validation under way. */
interface Run extends Validation {
  readonly budget: EvaluationBudget;
  /** Causes from rules that compare the new value with the old one. */
  readonly aboutChange: Set<StatusCause>;
  /** Causes from all other rules. */
  readonly aboutState: Set<StatusCause>;
}

/** A value and what it is compared with, at one place of the object. */
interface Place<Value = unknown> {
  readonly node: SchemaNode;
  readonly value: Value;
  readonly old: unknown;
  readonly path: string;
  /** The same place as kube-apiserver's rules tell it: with keys of maps in brackets. */
  readonly rulePath: string;
  /** The value as rules see it; undefined where no rule looks. */
  readonly cel: unknown;
}

/** Everything that is wrong with a value, all at once. */
export function validateValue(node: SchemaNode, value: unknown, validation: Validation): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const run: Run = { ...validation, budget: new EvaluationBudget(), aboutChange: new Set(), aboutState: new Set() };
  const cel = node.hasRules ? celValue(node, value, run) : undefined;
  validatePlace({ node, value, old: validation.old, path: '', rulePath: '', cel }, run, causes);
  return causes;
}

function validatePlace(place: Place, validation: Run, causes: StatusCause[]): void {
  const before = causes.length;
  const { node, value, path } = place;
  const expected = node.schema.type;
  if (value === null && node.schema.nullable === true) return;
  if (node.schema['x-kubernetes-int-or-string'] === true) {
    if (typeof value !== 'string' && !Number.isInteger(value))
      causes.push(problem.wrongType(path, value, 'integer,string'));
  } else if (expected === 'object') {
    if (isJsonObject(value)) validateMembers({ ...place, value }, validation, causes);
    else causes.push(problem.wrongType(path, value, 'object'));
  } else if (expected === 'array') {
    if (Array.isArray(value)) validateItems({ ...place, value }, validation, causes);
    else causes.push(problem.wrongType(path, value, 'array'));
  } else if (expected !== undefined) {
    validateScalar({ node, value, path, redact: validation.redact === true }, validation.expressions, causes);
  }
  if (node.schema.enum && !node.schema.enum.some((allowed) => deepEqual(allowed, value)) && causes.length === before) {
    causes.push(problem.unsupported(path, validation.redact ? '' : value, node.schema.enum));
  }
  // A rule may rely on what the structure promises, so it runs only where everything below it is well formed.
  if (node.rules.length > 0 && causes.length === before) runRules(place, validation, causes);
  if (causes.length > before) forgive(place, { from: before, validation }, causes);
}

/**
 * Ratcheting: what was stored before the schema was tightened does not hinder a write that leaves it as it is. Rules about
 * a change are about this write and hold all the same.
 */
function forgive(place: Place, { from, validation }: { from: number; validation: Run }, causes: StatusCause[]): void {
  if (place.old === undefined || !deepEqual(place.old, place.value)) return;
  const found = causes.splice(from);
  for (const cause of found) {
    if (validation.aboutChange.has(cause)) causes.push(cause);
    else if (validation.aboutState.has(cause)) validation.onForgiven?.(cause);
  }
}

function validateMembers(place: Place<JsonObject>, validation: Run, causes: StatusCause[]): void {
  const { node, value, path } = place;
  const names = Object.keys(value);
  for (const name of node.required) {
    if (value[name] === undefined) causes.push(problem.required(member(path, name)));
  }
  const { minProperties, maxProperties } = node.schema;
  if (maxProperties !== undefined && names.length > maxProperties)
    causes.push(problem.tooMany(path, names.length, maxProperties));
  if (minProperties !== undefined && names.length < minProperties) {
    causes.push(problem.refused(path, `${path} in body should have at least ${minProperties} properties`));
  }
  const old = isJsonObject(place.old) ? place.old : undefined;
  const cel = isJsonObject(place.cel) ? place.cel : undefined;
  for (const name of names) {
    const child = node.properties.get(name) ?? node.additional;
    if (!child) continue;
    const childCel = child.hasRules ? cel?.[node.properties.has(name) ? celName(name) : name] : undefined;
    const rulePath = node.properties.has(name) ? member(place.rulePath, name) : `${place.rulePath}[${name}]`;
    const inner = {
      node: child,
      value: value[name],
      old: old?.[name],
      path: member(path, name),
      rulePath,
      cel: childCel,
    };
    validatePlace(inner, validation, causes);
  }
}

function validateItems(place: Place<readonly unknown[]>, validation: Run, causes: StatusCause[]): void {
  const { node, value, path } = place;
  const { minItems, maxItems } = node.schema;
  if (maxItems !== undefined && value.length > maxItems) causes.push(problem.tooMany(path, value.length, maxItems));
  if (minItems !== undefined && value.length < minItems) {
    causes.push(problem.invalid(path, value.length, `${path} in body should have at least ${minItems} items`));
  }
  const oldItems = node.listType === 'map' && Array.isArray(place.old) ? itemsByKey(node, place.old) : undefined;
  const seen = new Set<string>();
  const cel = Array.isArray(place.cel) ? place.cel : undefined;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    const itemPath = `${path}[${index}]`;
    const key = node.listType === 'atomic' ? undefined : listItemKey(node, item);
    // Kubernetes takes finalizers and owners twice.
    if (key !== undefined && seen.has(key) && !path.startsWith('metadata.')) {
      causes.push(problem.duplicate(itemPath, validation.redact ? '' : duplicateShown(node, item)));
    }
    if (key !== undefined) seen.add(key);
    if (!node.items) continue;
    const old = key === undefined ? undefined : oldItems?.get(key);
    const rulePath = `${place.rulePath}[${index}]`;
    const inner = { node: node.items, value: item, old, path: itemPath, rulePath, cel: cel?.[index] };
    validatePlace(inner, validation, causes);
  }
}

function duplicateShown(node: SchemaNode, item: unknown): unknown {
  if (node.listType !== 'map' || !isJsonObject(item)) return item;
  return Object.fromEntries(node.mapKeys.map((name) => [name, item[name]]));
}

function itemsByKey(node: SchemaNode, items: readonly unknown[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const item of items) {
    const key = listItemKey(node, item);
    if (key !== undefined) found.set(key, item);
  }
  return found;
}

function runRules(place: Place, validation: Run, causes: StatusCause[]): void {
  const { node, rulePath: path } = place;
  const { expressions, budget } = validation;
  const oldSelf = place.old === undefined ? undefined : celValue(node, place.old, validation);
  for (const rule of node.rules) {
    const refusal = expressions.check(rule, { self: place.cel, budget, ...(oldSelf === undefined ? {} : { oldSelf }) });
    if (refusal === undefined) continue;
    const field = rule.fieldPath ? member(path, rule.fieldPath.replace(/^\./, '')) : path;
    const kinds = {
      FieldValueRequired: 'Required value',
      FieldValueForbidden: 'Forbidden',
      FieldValueDuplicate: 'Duplicate value',
    };
    const reason = rule.reason ?? 'FieldValueInvalid';
    const scalar = !validation.redact && (typeof place.value !== 'object' || place.value === null);
    const invalid = scalar ? problem.invalid(field, place.value, refusal) : problem.refused(field, refusal);
    const cause = reason === 'FieldValueInvalid' ? invalid : { reason, field, message: `${kinds[reason]}: ${refusal}` };
    causes.push(cause);
    (expressions.readsOld(rule) ? validation.aboutChange : validation.aboutState).add(cause);
  }
}

function member(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
