import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import { deepEqual } from '#base/deep-equal.ts';
import { isRecord } from '#base/is-record.ts';

type Fields = { readonly [path: string]: unknown };

/**
 * Whether applying `desired` under `manager` would change nothing: every field it names has its value, and this manager's
 * entry in managedFields has exactly these fields, neither one to claim nor one to give up. Read off the entry alone, which
 * says for each list whether it is one value, a set or a map by keys; so it needs no schema and holds for every server.
 */
export function matchesApplied(
  desired: ApplyConfiguration,
  current: KubeObject,
  { manager, subresource = '' }: { readonly manager: string; readonly subresource?: string },
): boolean {
  const entry = (current.metadata.managedFields ?? []).find(
    (candidate) =>
      candidate.manager === manager && candidate.operation === 'Apply' && (candidate.subresource ?? '') === subresource,
  );
  if (entry === undefined) {
    return false;
  }
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = desired;
  const { name: _name, namespace: _namespace, uid: _uid, resourceVersion: _revision, ...named } = metadata;
  const content = namesOf(named).length === 0 ? rest : { ...rest, metadata: named };
  return matches(content, current, entry.fieldsV1);
}

function matches(desired: unknown, current: unknown, fields: unknown): boolean {
  if (!isRecord(fields)) {
    return false;
  }
  const paths = Object.keys(fields).filter((path) => path !== '.');
  if (paths.length === 0) {
    return isRecord(desired) && namesOf(desired).length === 0 ? isRecord(current) : deepEqual(desired, current);
  }
  if (Array.isArray(desired)) {
    return Array.isArray(current) && matchesItems(desired, current, { fields, paths });
  }
  if (!isRecord(desired) || !isRecord(current)) {
    return false;
  }
  const wanted = namesOf(desired);
  return (
    wanted.length === paths.length && wanted.every((key) => matches(desired[key], current[key], fields[`f:${key}`]))
  );
}

function matchesItems(
  desired: readonly unknown[],
  current: readonly unknown[],
  owned: { readonly fields: Fields; readonly paths: readonly string[] },
): boolean {
  if (desired.length !== owned.paths.length) {
    return false;
  }
  return owned.paths.every((path) => {
    const sort = path.slice(0, 2);
    const identity: unknown = sort === 'k:' || sort === 'v:' ? JSON.parse(path.slice(2)) : undefined;
    const sameItem = (item: unknown): boolean => (sort === 'k:' ? hasKeys(item, identity) : deepEqual(item, identity));
    const wanted = desired.find(sameItem);
    const present = current.find(sameItem);
    return (
      wanted !== undefined && present !== undefined && (sort === 'v:' || matches(wanted, present, owned.fields[path]))
    );
  });
}

/** Keys that have a default may be absent in what was applied: only those that are there have to agree. */
function hasKeys(item: unknown, identity: unknown): boolean {
  return (
    isRecord(item) &&
    isRecord(identity) &&
    Object.entries(identity).every(([key, value]) => item[key] === undefined || deepEqual(item[key], value))
  );
}

/** Of the properties that are there: one whose value is undefined is not. */
function namesOf(value: { readonly [key: string]: unknown }): readonly string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}
