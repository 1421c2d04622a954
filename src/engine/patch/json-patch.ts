import { ApiError } from '#api/meta/api-error.ts';
import { copyJson } from '../json/copy-json.ts';
import { deepEqual } from '#base/deep-equal.ts';
import { isJsonObject } from '../json/is-json-object.ts';
import { refusal } from '../refusal.ts';

const operationsLimit = 10_000;

/**
 * The document that RFC 6902 operations make of a working copy, with kube-apiserver's liberties: negative indices count
 * from the end, and a member that is not there reads as null when it is replaced, copied or tested. What is no operation
 * is BadRequest, an operation that fails Invalid.
 */
export function jsonPatch(document: unknown, operations: readonly unknown[]): unknown {
  if (!Array.isArray(operations)) throw refusal.badRequest('a JSON patch is a list of operations');
  if (operations.length > operationsLimit) {
    const message = `The allowed maximum operations in a JSON patch is ${operationsLimit}, got ${operations.length}`;
    throw new ApiError('RequestEntityTooLarge', message);
  }
  for (const operation of operations) run(document, operation);
  return document;
}

function run(document: unknown, operation: unknown): void {
  if (!isJsonObject(operation)) throw refusal.badRequest('each operation of a JSON patch is an object');
  const { op, path, from, value } = operation;
  const target = parse(path);
  if (op === 'add') add(document, target, copyJson(value ?? null));
  else if (op === 'remove') take(document, target);
  else if (op === 'replace') replace(document, target, copyJson(value ?? null));
  else if (op === 'move') add(document, target, take(document, parse(from)));
  else if (op === 'copy') add(document, target, copyJson(read(document, parse(from))));
  else if (op === 'test') {
    if (!deepEqual(read(document, target), value ?? null)) throw failed(`testing value ${String(path)} failed`);
  } else throw failed(`the operation ${JSON.stringify(op)} is none of a JSON patch`);
}

/** A JSON pointer as names below the document; the document itself is the target of no operation. */
function parse(pointer: unknown): readonly string[] {
  if (pointer !== undefined && typeof pointer !== 'string')
    throw refusal.badRequest(`${JSON.stringify(pointer)} is no path of a JSON patch`);
  if (pointer === undefined || !pointer.startsWith('/')) throw failed('a path of a JSON patch starts with /');
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The object or list that holds what a path names. */
function holder(document: unknown, path: readonly string[]): unknown {
  return path.slice(0, -1).reduce(member, document);
}

function read(document: unknown, path: readonly string[]): unknown {
  return member(holder(document, path), path.at(-1) ?? '') ?? null;
}

function member(parent: unknown, name: string): unknown {
  if (Array.isArray(parent)) return parent[index(name, parent.length, parent.length - 1)];
  if (isJsonObject(parent)) return Object.hasOwn(parent, name) ? parent[name] : undefined;
  throw failed(`nothing is below ${JSON.stringify(name)}`);
}

function add(document: unknown, path: readonly string[], value: unknown): void {
  const parent = holder(document, path);
  const name = path.at(-1) ?? '';
  if (Array.isArray(parent)) {
    const { length } = parent;
    parent.splice(name === '-' ? length : index(name, length + 1, length), 0, value);
  } else put(parent, name, value);
}

function replace(document: unknown, path: readonly string[], value: unknown): void {
  const parent = holder(document, path);
  const name = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent[index(name, parent.length, parent.length - 1)] = value;
  else put(parent, name, value);
}

function put(parent: unknown, name: string, value: unknown): void {
  if (!isJsonObject(parent)) throw failed(`nothing is below ${JSON.stringify(name)}`);
  if (name === '__proto__') throw failed(`the key ${JSON.stringify(name)} is not allowed`);
  parent[name] = value;
}

function take(document: unknown, path: readonly string[]): unknown {
  const parent = holder(document, path);
  const name = path.at(-1) ?? '';
  const value = member(parent, name);
  if (value === undefined) throw failed(`nothing is at ${JSON.stringify(name)}`);
  if (Array.isArray(parent)) parent.splice(index(name, parent.length, parent.length - 1), 1);
  else if (isJsonObject(parent)) delete parent[name];
  return value;
}

/** The place in a list of a length that a name means; negative ones count from the end. */
function index(name: string, length: number, last: number): number {
  const number = /^-?\d{1,9}$/.test(name) ? Number(name) : Number.NaN;
  const place = number < 0 ? number + length : number;
  if (place >= 0 && place <= last) return place;
  throw failed(`${JSON.stringify(name)} is no index of the list there`);
}

function failed(why: string): ApiError {
  return new ApiError('Invalid', `the server rejected our request due to an error in our request: ${why}`);
}
