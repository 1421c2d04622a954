import { apiVersion } from '#api/meta/api-version.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { copyJson } from '../json/copy-json.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { compare } from './compare.ts';
import { conflictRefusal, type FieldConflict } from './conflict-refusal.ts';
import { FieldSet } from './field-set.ts';
import { fieldsOf } from './fields-of.ts';
import { Managers, type ManagerIdentity } from './managers.ts';
import { merge } from './merge.ts';
import { ownable } from './ownable.ts';
import { removeFields } from './remove-fields.ts';
import { withNamedParents } from './with-named-parents.ts';

/** Who owns what was there before managers were kept. */
const firstManager = 'before-first-apply';

/** One server-side apply. */
export interface Application {
  readonly kind: RegisteredKind;
  /** Absent: the configuration creates the object. */
  readonly live: KubeObject | undefined;
  readonly configuration: JsonObject;
  readonly manager: string;
  readonly subresource: string | undefined;
  readonly force: boolean;
}

/** What an apply makes of an object: the object itself, not yet defaulted, and its managers at a time. */
export interface Applied {
  readonly object: JsonObject;
  readonly managedFields: (now: string) => readonly unknown[] | undefined;
}

/** Merges an applied configuration into what is stored; Conflict when others own what it changes and it is not forced. */
export function mergeConfiguration(application: Application): Applied {
  const { kind, live, subresource } = application;
  const identity: ManagerIdentity = {
    manager: application.manager,
    operation: 'Apply',
    apiVersion: apiVersion(kind.kind),
    subresource,
  };
  const config = ownable(kind, application.configuration, subresource);
  const before = managersOf(kind, live);
  const last = before.fieldsOf(identity);
  const claimed = before.with(identity, ownedFields(kind, config));
  const stored = ownable(kind, live, subresource);
  const merged = merge(kind.root, stored, config);
  const result = prune({ kind, merged, last, managers: claimed });
  const { added, modified, removed } = compare(kind.root, stored, result);
  const gained = added.union(modified);
  if (!application.force) refuseConflicts(claimed, identity, gained);
  const after = claimed.takeFromOthers(identity, gained.union(removed));
  const untouched = live !== undefined && gained.isEmpty && removed.isEmpty;
  const object = live ? overlay(application, live, result) : application.configuration;
  return {
    object,
    managedFields: (now) => {
      if (untouched && after.equals(before)) return live.metadata.managedFields;
      // A time says when the object was changed; to own what is there already changes nothing.
      const entries = after.with(identity, after.fieldsOf(identity), untouched ? undefined : now).toEntries();
      return entries.map((entry) =>
        entry.manager === firstManager && entry.time === undefined ? { ...entry, time: now } : entry,
      );
    },
  };
}

/** The stored managers. An object written before managers were kept belongs to somebody all the same. */
function managersOf(kind: RegisteredKind, live: KubeObject | undefined): Managers {
  const managers = Managers.parse(live?.metadata.managedFields);
  if (!live || !managers.isEmpty) return managers;
  const version = apiVersion(kind.kind);
  const identity = {
    manager: firstManager,
    operation: 'Update',
    apiVersion: version,
    subresource: undefined,
  } as const;
  return managers.with(
    identity,
    compare(kind.root, ownable(kind, undefined, undefined), ownable(kind, live, undefined)).added,
  );
}

/** Metadata as a whole belongs to nobody, even where it is all that was sent. */
function ownedFields(kind: RegisteredKind, value: unknown): FieldSet {
  return fieldsOf(kind.root, value).difference(FieldSet.fromFieldsV1({ 'f:metadata': {} }));
}

function refuseConflicts(managers: Managers, identity: ManagerIdentity, gained: FieldSet): void {
  const conflicts: FieldConflict[] = [];
  for (const manager of managers.others(identity)) {
    const fields = manager.fields.intersection(gained);
    if (!fields.isEmpty) conflicts.push({ manager, fields });
  }
  if (conflicts.length > 0) throw conflictRefusal(conflicts);
}

interface Pruning {
  readonly kind: RegisteredKind;
  readonly merged: unknown;
  /** What the applier owned until now. */
  readonly last: FieldSet;
  /** With what the applier owns from now on. */
  readonly managers: Managers;
}

/** Takes away what the applier named last time, names no longer, and nobody else owns. */
function prune(pruning: Pruning): JsonObject {
  const { kind, merged, last, managers } = pruning;
  if (last.isEmpty) return asObject(merged);
  const { root } = kind;
  const named = (fields: FieldSet) => withNamedParents(root, fields);
  const lastNamed = named(last);
  const present = (value: unknown) => named(fieldsOf(root, value, 'present'));
  const all = present(merged);
  const without = removeFields(root, merged, lastNamed);
  // Back come fields that somebody owns, among them the applier with its new configuration…
  const kept = present(without).union(named(managers.all()));
  const owned = removeFields(root, merged, all.difference(kept));
  // …and fields that the applier never owned but that went with something it removed, unless that is really gone.
  const gone = all.difference(present(owned)).intersection(lastNamed);
  return asObject(removeFields(root, merged, gone));
}

function asObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The merged ownable part laid over the stored object, as a working copy. */
function overlay(application: Application, live: KubeObject, result: JsonObject): JsonObject {
  const stored = live as unknown as JsonObject;
  const sent = asObject(application.configuration['metadata']);
  const identity = withoutOwnable(stored['metadata'] as JsonObject);
  for (const name of ['resourceVersion', 'uid']) if (sent[name] !== undefined) identity[name] = sent[name];
  const { apiVersion: version, kind } = stored;
  const keepsStatus = application.kind.kind.statusSubresource && application.subresource !== 'status';
  const status = keepsStatus ? stored['status'] : result['status'];
  const metadata = { ...identity, ...asObject(result['metadata']) };
  return copyJson({ apiVersion: version, kind, ...result, metadata, status }) as JsonObject;
}

function withoutOwnable(metadata: JsonObject): JsonObject {
  const {
    labels: _l,
    annotations: _a,
    finalizers: _f,
    ownerReferences: _o,
    generateName: _g,
    resourceVersion: _r,
    ...rest
  } = metadata;
  return rest;
}
