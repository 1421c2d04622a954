import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { SchemaNode } from './compile-schema.ts';

/** A field that the schema does not know. */
export interface UnknownField {
  readonly path: string;
  readonly name: string;
  /** The fields known where it stands. */
  readonly known: readonly string[];
}

/** Removes every field that the schema does not know from a working copy, in place, and lists what it removed. */
export function prune(node: SchemaNode, value: unknown): readonly UnknownField[] {
  const removed: UnknownField[] = [];
  pruneValue({ node, path: '' }, value, removed);
  return removed;
}

interface Place {
  readonly node: SchemaNode;
  readonly path: string;
}

function pruneValue({ node, path }: Place, value: unknown, removed: UnknownField[]): void {
  if (Array.isArray(value)) {
    if (!node.items) return;
    for (const [index, item] of value.entries())
      pruneValue({ node: node.items, path: `${path}[${index}]` }, item, removed);
  } else if (isJsonObject(value)) {
    pruneMembers({ node, path }, value, removed);
  }
}

function pruneMembers({ node, path }: Place, value: JsonObject, removed: UnknownField[]): void {
  for (const name of Object.keys(value)) {
    const child = node.properties.get(name) ?? node.additional;
    const childPath = path === '' ? name : `${path}.${name}`;
    if (child) {
      pruneValue({ node: child, path: childPath }, value[name], removed);
    } else if (!node.preservesUnknown && node.schema.type === 'object') {
      delete value[name];
      removed.push({ path: childPath, name, known: [...node.properties.keys()] });
    }
  }
}
