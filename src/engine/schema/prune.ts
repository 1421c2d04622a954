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
  pruneValue(node, value, '', removed);
  return removed;
}

function pruneValue(node: SchemaNode, value: unknown, path: string, removed: UnknownField[]): void {
  if (Array.isArray(value)) {
    if (!node.items) return;
    for (let index = 0; index < value.length; index++)
      pruneValue(node.items, value[index], `${path}[${index}]`, removed);
  } else if (isJsonObject(value)) {
    pruneMembers(node, value, path, removed);
  }
}

function pruneMembers(node: SchemaNode, value: JsonObject, path: string, removed: UnknownField[]): void {
  for (const name of Object.keys(value)) {
    const child = node.properties.get(name) ?? node.additional;
    const childPath = path === '' ? name : `${path}.${name}`;
    if (child) {
      pruneValue(child, value[name], childPath, removed);
    } else if (!node.preservesUnknown && node.schema.type === 'object') {
      delete value[name];
      removed.push({ path: childPath, name, known: [...node.properties.keys()] });
    }
  }
}
