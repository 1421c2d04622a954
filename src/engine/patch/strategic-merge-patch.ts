import { copyJson } from '../json/copy-json.ts';
import { deepEqual } from '#base/deep-equal.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import { refusal } from '../refusal.ts';

/** Lists of Kubernetes' own kinds that merge, by the name of their field, and the member that identifies an item. */
const mergeKeys: { readonly [field: string]: string } = {
  conditions: 'type',
  addresses: 'type',
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  env: 'name',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  ownerReferences: 'uid',
  secrets: 'name',
};

/** Lists of scalars that merge. */
const mergeSets = new Set(['finalizers', 'podCIDRs']);

/** The document that a strategic merge patch makes of a working copy; lists merge by name, as kubectl expects. The patch holds no name that reaches a prototype. */
export function strategicMergePatch(document: unknown, patch: unknown): unknown {
  return mergeValue('', document, patch);
}

function mergeValue(field: string, value: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) return mergeList(field, Array.isArray(value) ? value : [], patch);
  if (!isJsonObject(patch)) return copyJson(patch);
  if (patch['$patch'] === 'replace') {
    const { $patch: _, ...replacement } = patch;
    return copyJson(replacement);
  }
  if (patch['$patch'] === 'delete') return {};
  const merged: JsonObject = isJsonObject(value) ? value : {};
  for (const [name, member] of Object.entries(patch)) {
    if (name === '$retainKeys') retain(merged, member);
    else if (name.startsWith('$deleteFromPrimitiveList/')) removeScalars(merged, name, member);
    else if (name.startsWith('$setElementOrder/')) continue;
    else if (member === null) delete merged[name];
    else merged[name] = mergeValue(name, merged[name], member);
  }
  return merged;
}

function retain(merged: JsonObject, keys: unknown): void {
  if (!Array.isArray(keys)) throw refusal.badRequest('$retainKeys is a list of names');
  for (const name of Object.keys(merged)) if (!keys.includes(name)) delete merged[name];
}

function removeScalars(merged: JsonObject, directive: string, gone: unknown): void {
  const name = directive.slice(directive.indexOf('/') + 1);
  const list = merged[name];
  if (Array.isArray(list) && Array.isArray(gone)) merged[name] = list.filter((item) => !gone.includes(item));
}

function mergeList(field: string, list: readonly unknown[], patch: readonly unknown[]): unknown {
  const key = keyOf(field, patch);
  if (patch.some((item) => isJsonObject(item) && item['$patch'] === 'replace')) {
    return copyJson(patch.filter((item) => !isJsonObject(item) || item['$patch'] === undefined));
  }
  if (mergeSets.has(field)) return [...list, ...patch.filter((item) => !list.includes(item))];
  if (key === undefined) return copyJson(patch);
  let merged = [...list];
  for (const item of patch) {
    if (!isJsonObject(item)) throw refusal.badRequest(`the items of ${field} are objects with a ${key}`);
    const at = merged.findIndex((known) => isJsonObject(known) && deepEqual(known[key], item[key]));
    if (item['$patch'] === 'delete') merged = merged.filter((_, index) => index !== at);
    else if (at >= 0) merged[at] = mergeValue(field, merged[at], item);
    else merged.push(mergeValue(field, undefined, item));
  }
  return merged;
}

/** Ports are called the same in containers and in Services but are told apart by different members. */
function keyOf(field: string, patch: readonly unknown[]): string | undefined {
  if (field !== 'ports') return mergeKeys[field];
  return patch.every((item) => isJsonObject(item) && item['containerPort'] !== undefined) ? 'containerPort' : 'port';
}
