import { ApiError } from '#api/meta/api-error.ts';
import { copyJson } from '../json/copy-json.ts';
import { deepEqual } from '#base/deep-equal.ts';
import { isJsonObject } from '../json/is-json-object.ts';
import { refusal } from '../refusal.ts';

const operationsLimit = 10_000;

/** The document that RFC 6902 operations make of a working copy. Malformed ones are BadRequest, failing ones Invalid. */
export function jsonPatch(document: unknown, operations: readonly unknown[]): unknown {
  if (!Array.isArray(operations)) throw refusal.badRequest('a JSON patch is a list of operations');
  if (operations.length > operationsLimit)
    throw refusal.badRequest(`a JSON patch has at most ${operationsLimit} operations`);
  const root = { '': document };
  for (const operation of operations) run(root, operation);
  return root[''];
}

function run(root: { '': unknown }, operation: unknown): void {
  if (!isJsonObject(operation)) throw refusal.badRequest('each operation of a JSON patch is an object');
  const { op, path, from, value } = operation;
  const target = parse(path);
  if (op === 'add') add(root, target, copyJson(value ?? null));
  else if (op === 'remove') take(root, target);
  else if (op === 'replace') {
    if (target.length > 1) take(root, target);
    add(root, target, copyJson(value ?? null));
  } else if (op === 'move') add(root, target, take(root, parse(from)));
  else if (op === 'copy') add(root, target, copyJson(read(root, parse(from))));
  else if (op === 'test') {
    if (!deepEqual(read(root, target), value ?? null)) throw failed(`testing value ${String(path)} failed`);
  } else throw refusal.badRequest(`unknown operation ${JSON.stringify(op)} in a JSON patch`);
}

/** A JSON pointer as names, from the place that holds the document. */
function parse(pointer: unknown): readonly string[] {
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) {
    throw refusal.badRequest(`${JSON.stringify(pointer)} is no path of a JSON patch; it starts with /`);
  }
  return pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(root: unknown, path: readonly string[]): unknown {
  let current = root;
  for (const name of path) {
    const next: unknown = Array.isArray(current) ? current[index(name, current.length - 1)] : own(current, name);
    if (next === undefined) throw failed(`the path ${path.join('/')} does not exist`);
    current = next;
  }
  return current;
}

function own(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function add(root: unknown, path: readonly string[], value: unknown): void {
  const parent = read(root, path.slice(0, -1));
  const name = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(name === '-' ? parent.length : index(name, parent.length), 0, value);
  else if (isJsonObject(parent) && name !== '__proto__') parent[name] = value;
  else throw failed(`the path ${path.join('/')} cannot be added to`);
}

function take(root: unknown, path: readonly string[]): unknown {
  const value = read(root, path);
  const parent = read(root, path.slice(0, -1));
  const name = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(index(name, parent.length - 1), 1);
  else if (isJsonObject(parent)) delete parent[name];
  return value;
}

function index(name: string, last: number): number {
  if (/^(0|[1-9]\d*)$/.test(name) && Number(name) <= last) return Number(name);
  throw failed(`${JSON.stringify(name)} is no index of the list there`);
}

function failed(why: string): ApiError {
  return new ApiError('Invalid', `the server rejected our request due to an error in our request: ${why}`);
}
