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

/** Where a value stands: a field of that name, in an object whose lists stand in the order of `orders`. */
interface Place {
  readonly field: string;
  /** The whole object's kind: ServiceAccounts replace a list that Pods merge. */
  readonly kind: string;
  /** `$setElementOrder` of the list. */
  readonly order?: unknown;
}

/** The document that a strategic merge patch makes of a working copy; lists merge by name, as kubectl expects. The patch holds no name that reaches a prototype. */
export function strategicMergePatch(kind: string, document: unknown, patch: unknown): unknown {
  return mergeValue({ field: '', kind }, document, patch);
}

function mergeValue(place: Place, value: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) return mergeList(place, Array.isArray(value) ? value : [], patch);
  if (!isJsonObject(patch)) return copyJson(patch);
  if (patch['$patch'] === 'replace') {
    const { $patch: _, ...replacement } = patch;
    return copyJson(replacement);
  }
  if (patch['$patch'] === 'delete') return undefined;
  const merged: JsonObject = isJsonObject(value) ? value : {};
  for (const [name, member] of Object.entries(patch)) {
    if (name === '$retainKeys') retain(merged, member);
    else if (name.startsWith('$deleteFromPrimitiveList/')) removeScalars(merged, name, member);
    else if (name.startsWith('$setElementOrder/')) reorder(place, merged, { name, order: member, patch });
    else if (member === null) delete merged[name];
    else
      set(
        merged,
        name,
        mergeValue({ ...place, field: name, order: patch[`$setElementOrder/${name}`] }, merged[name], member),
      );
  }
  return merged;
}

function set(merged: JsonObject, name: string, value: unknown): void {
  if (value === undefined) delete merged[name];
  else merged[name] = value;
}

/** An order without items: the list is put in it as it is. */
function reorder(place: Place, merged: JsonObject, wanted: { name: string; order: unknown; patch: JsonObject }): void {
  const field = wanted.name.slice(wanted.name.indexOf('/') + 1);
  const list = merged[field];
  if (wanted.patch[field] === undefined && Array.isArray(list))
    merged[field] = mergeList({ ...place, field, order: wanted.order }, list, []);
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

function mergeList(place: Place, list: readonly unknown[], patch: readonly unknown[]): unknown {
  if (patch.some((item) => isJsonObject(item) && item['$patch'] === 'replace')) {
    return copyJson(patch.filter((item) => !isJsonObject(item) || item['$patch'] === undefined));
  }
  if (mergeSets.has(place.field)) {
    const identity = (item: unknown) => item;
    return inOrder([...list, ...patch.filter((item) => !list.includes(item))], { list, patch, place, identity });
  }
  const key = keyOf(place, patch);
  if (key === undefined) return copyJson(patch);
  let merged = [...list];
  for (const item of patch) {
    if (!isJsonObject(item)) throw refusal.badRequest(`the items of ${place.field} are objects with a ${key}`);
    const at = merged.findIndex((known) => isJsonObject(known) && deepEqual(known[key], item[key]));
    if (item['$patch'] === 'delete') merged = merged.filter((_, index) => index !== at);
    else if (at >= 0) merged[at] = mergeValue(place, merged[at], item);
    else merged.push(mergeValue(place, undefined, item));
  }
  const identity = (item: unknown) => (isJsonObject(item) ? item[key] : undefined);
  return inOrder(merged, { list, patch, place, identity });
}

/**
 * Merged items as Kubernetes orders them: those of the patch in its order (or that of `$setElementOrder`), each other one
 * before the first of them that came after it in the stored list.
 */
function inOrder(
  merged: readonly unknown[],
  from: {
    readonly list: readonly unknown[];
    readonly patch: readonly unknown[];
    readonly place: Place;
    readonly identity: (item: unknown) => unknown;
  },
): readonly unknown[] {
  const { list, patch, place, identity } = from;
  const wanted = (Array.isArray(place.order) ? place.order : patch).map(identity);
  const stored = list.map(identity);
  const named = wanted.flatMap((id) => merged.filter((item) => identity(item) === id).slice(0, 1));
  const others = merged.filter((item) => !wanted.includes(identity(item)));
  const ordered: unknown[] = [];
  while (named.length > 0 || others.length > 0) {
    const left = others[0] === undefined ? -1 : stored.indexOf(identity(others[0]));
    const right = named[0] === undefined ? -1 : stored.indexOf(identity(named[0]));
    const first = named.length === 0 || (others.length > 0 && left >= 0 && right >= 0 && left < right);
    ordered.push((first ? others : named).shift());
  }
  return ordered;
}

/** Ports are called the same in containers and in Services but are told apart by different members. */
function keyOf({ field, kind }: Place, patch: readonly unknown[]): string | undefined {
  if (field === 'imagePullSecrets' && kind === 'ServiceAccount') return undefined;
  if (field !== 'ports') return mergeKeys[field];
  return patch.every((item) => isJsonObject(item) && item['containerPort'] !== undefined) ? 'containerPort' : 'port';
}
