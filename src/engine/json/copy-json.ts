import { ApiError } from '#api/meta/api-error.ts';
import type { JsonObject } from './is-json-object.ts';

/** Keys that would reach a prototype when an object is rebuilt key by key. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);
/** Deeper nesting is refused: every later step recurses. */
const maxDepth = 64;

/**
 * A deep copy of plain JSON that may be changed freely. Members that are `undefined` vanish, as in JSON.
 * Throws `ApiError` BadRequest for what JSON cannot hold, for keys that reach a prototype and for absurd depth.
 */
export function copyJson(value: unknown, depth = 0): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new ApiError('BadRequest', `the number ${value} cannot be written as JSON; send a finite number`);
  }
  if (typeof value !== 'object') {
    throw new ApiError('BadRequest', `a value of type ${typeof value} cannot be written as JSON`);
  }
  if (depth > maxDepth) {
    throw new ApiError('BadRequest', `the object is nested deeper than ${maxDepth} levels; flatten it`);
  }
  if (Array.isArray(value)) {
    const list = value as readonly unknown[];
    return list.map((item) => (item === undefined ? null : copyJson(item, depth + 1)));
  }
  return copyMembers(value, depth);
}

function copyMembers(value: object, depth: number): JsonObject {
  const copy: JsonObject = {};
  const source = value as JsonObject;
  for (const key of Object.keys(source)) {
    if (forbiddenKeys.has(key)) throw new ApiError('BadRequest', `the key "${key}" is not allowed; rename it`);
    const member = source[key];
    if (member !== undefined) copy[key] = copyJson(member, depth + 1);
  }
  return copy;
}
