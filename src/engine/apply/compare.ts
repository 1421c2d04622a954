import { deepEqual } from '#base/deep-equal.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from '../schema/compile-schema.ts';
import type { FieldSet } from './field-set.ts';
import { FieldSetBuilder } from './field-set-builder.ts';
import { structure } from './structure.ts';

/** The fields in which two values differ. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

interface Builders {
  readonly added: FieldSetBuilder;
  readonly modified: FieldSetBuilder;
  readonly removed: FieldSetBuilder;
}

/** Compares two values field by field, as far as the schema gives fields owners of their own. */
export function compare(node: SchemaNode, before: unknown, after: unknown): Comparison {
  const builders = { added: new FieldSetBuilder(), modified: new FieldSetBuilder(), removed: new FieldSetBuilder() };
  compareMembers(node, { before: asMembers(before), after: asMembers(after) }, builders);
  return { added: builders.added.build(), modified: builders.modified.build(), removed: builders.removed.build() };
}

interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

function compareMembers(node: SchemaNode, { before, after }: Sides<JsonObject>, builders: Builders): void {
  for (const name of Object.keys(before)) {
    compareAt(
      structure.child(node, name),
      { element: `f:${name}`, before: before[name], after: after[name] },
      builders,
    );
  }
  for (const name of Object.keys(after)) {
    if (before[name] !== undefined) continue;
    compareAt(structure.child(node, name), { element: `f:${name}`, before: undefined, after: after[name] }, builders);
  }
}

interface Pair extends Sides<unknown> {
  readonly element: string;
}

function compareAt(node: SchemaNode, pair: Pair, builders: Builders): void {
  const { element, before, after } = pair;
  if (before === after) return;
  const present = before ?? after;
  const sameShape = before === undefined || after === undefined || Array.isArray(before) === Array.isArray(after);
  if (sameShape && Array.isArray(present) && structure.isGranularList(node) && !bothEmpty(before, after)) {
    compareItems(node, { before: asList(before), after: asList(after) }, inside(builders, element));
  } else if (sameShape && isJsonObject(present) && structure.isGranularMap(node) && !bothEmpty(before, after)) {
    compareMembers(node, { before: asMembers(before), after: asMembers(after) }, inside(builders, element));
  } else if (before !== undefined && after !== undefined) {
    if (deepEqual(before, after)) return;
    builders.modified.insert(element);
    // What one side has below it came or went with the change of shape.
    if (isJsonObject(after) && structure.isGranularMap(node))
      compareMembers(node, { before: {}, after }, inside(builders, element));
    if (isJsonObject(before) && structure.isGranularMap(node))
      compareMembers(node, { before, after: {} }, inside(builders, element));
    return;
  }
  if (before === undefined) builders.added.insert(element);
  else if (after === undefined) builders.removed.insert(element);
}

function compareItems(node: SchemaNode, { before, after }: Sides<readonly unknown[]>, builders: Builders): void {
  const old = byElement(node, before);
  const current = byElement(node, after);
  for (const element of new Set([...old.keys(), ...current.keys()])) {
    compareAt(structure.item(node), { element, before: old.get(element), after: current.get(element) }, builders);
  }
}

function byElement(node: SchemaNode, items: readonly unknown[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const item of items) {
    const element = structure.itemElement(node, item);
    if (element !== undefined) found.set(element, item);
  }
  return found;
}

function inside(builders: Builders, element: string): Builders {
  return {
    added: builders.added.below(element),
    modified: builders.modified.below(element),
    removed: builders.removed.below(element),
  };
}

/** Empty on both sides counts as a leaf, so that absent and empty stay distinguishable. */
function bothEmpty(before: unknown, after: unknown): boolean {
  return [before, after].every((value) => value === undefined || value === null || Object.keys(value).length === 0);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asMembers(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
