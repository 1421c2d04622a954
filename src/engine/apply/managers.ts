import type { ManagedFieldsEntry } from '#api/meta/object-meta.ts';
import { isJsonObject } from '../json/is-json-object.ts';
import { FieldSet } from './field-set.ts';

/** Who writes: an applier's identity does not depend on the apiVersion, an updater's does. */
export interface ManagerIdentity {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string | undefined;
}

/** One manager and the fields it owns. */
export interface Manager extends ManagerIdentity {
  readonly fields: FieldSet;
  readonly time: string | undefined;
}

/** The managers of one object. Immutable: every change gives a new value. */
export class Managers {
  readonly #managers: ReadonlyMap<string, Manager>;

  constructor(managers: ReadonlyMap<string, Manager>) {
    this.#managers = managers;
  }

  /** Reads `metadata.managedFields`; what is malformed is left out, as kube-apiserver does. */
  static parse(entries: unknown): Managers {
    const managers = new Map<string, Manager>();
    if (!Array.isArray(entries)) return new Managers(managers);
    for (const entry of entries as readonly unknown[]) {
      if (!isJsonObject(entry)) continue;
      const { manager, operation, apiVersion, time, subresource, fieldsV1 } = entry as Partial<ManagedFieldsEntry>;
      if (typeof manager !== 'string' || (operation !== 'Apply' && operation !== 'Update')) continue;
      const identity = { manager, operation, apiVersion: apiVersion ?? '', subresource: subresource || undefined };
      managers.set(idOf(identity), { ...identity, fields: FieldSet.fromFieldsV1(fieldsV1), time });
    }
    return new Managers(managers);
  }

  get isEmpty(): boolean {
    return this.#managers.size === 0;
  }

  fieldsOf(identity: ManagerIdentity): FieldSet {
    return this.#managers.get(idOf(identity))?.fields ?? FieldSet.empty;
  }

  /** Every manager but one. */
  others(identity: ManagerIdentity): readonly Manager[] {
    const own = idOf(identity);
    return [...this.#managers].filter(([id]) => id !== own).map(([, manager]) => manager);
  }

  /** What anybody owns. */
  all(): FieldSet {
    let all = FieldSet.empty;
    for (const manager of this.#managers.values()) all = all.union(manager.fields);
    return all;
  }

  /** With one manager's fields replaced; without it where they are none. `time` absent keeps its time. */
  with(identity: ManagerIdentity, fields: FieldSet, time?: string): Managers {
    const managers = new Map(this.#managers);
    const id = idOf(identity);
    if (fields.isEmpty) managers.delete(id);
    else managers.set(id, { ...identity, fields, time: time ?? managers.get(id)?.time });
    return new Managers(managers);
  }

  /** With fields taken from every manager but one; managers left with nothing are gone. */
  takeFromOthers(identity: ManagerIdentity, taken: FieldSet): Managers {
    if (taken.isEmpty) return this;
    const own = idOf(identity);
    const managers = new Map<string, Manager>();
    for (const [id, manager] of this.#managers) {
      const fields = id === own ? manager.fields : manager.fields.difference(taken);
      if (!fields.isEmpty) managers.set(id, { ...manager, fields });
    }
    return new Managers(managers);
  }

  /** Whether the same managers own the same fields; times do not count. */
  equals(other: Managers): boolean {
    if (this.#managers.size !== other.#managers.size) return false;
    for (const [id, manager] of this.#managers) {
      const theirs = other.#managers.get(id);
      if (!theirs?.fields.equals(manager.fields) || theirs.apiVersion !== manager.apiVersion) return false;
    }
    return true;
  }

  /** `metadata.managedFields`: appliers first, then by time and name. */
  toEntries(): readonly ManagedFieldsEntry[] {
    return [...this.#managers.values()].sort(inOrder).map(entryOf);
  }
}

function idOf(identity: ManagerIdentity): string {
  const version = identity.operation === 'Apply' ? '' : identity.apiVersion;
  return [identity.operation, identity.manager, version, identity.subresource ?? ''].join('\n');
}

function entryOf(manager: Manager): ManagedFieldsEntry {
  return {
    manager: manager.manager,
    operation: manager.operation,
    apiVersion: manager.apiVersion,
    ...(manager.time === undefined ? {} : { time: manager.time }),
    fieldsType: 'FieldsV1',
    fieldsV1: manager.fields.toFieldsV1(),
    ...(manager.subresource === undefined ? {} : { subresource: manager.subresource }),
  };
}

function inOrder(left: Manager, right: Manager): number {
  return (
    byText(left.operation, right.operation) ||
    byText(left.time ?? '', right.time ?? '') ||
    byText(left.manager, right.manager) ||
    byText(left.apiVersion, right.apiVersion) ||
    byText(left.subresource ?? '', right.subresource ?? '')
  );
}

function byText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
