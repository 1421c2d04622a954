import { apiVersion } from '#api/meta/api-version.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { compare } from './compare.ts';
import { Managers, type ManagerIdentity } from './managers.ts';
import { ownable } from './ownable.ts';

interface TrackedUpdate {
  readonly kind: RegisteredKind;
  readonly live: KubeObject | undefined;
  readonly object: JsonObject;
  readonly manager: { readonly name: string; readonly subresource: string | undefined };
  /** RFC 3339. */
  readonly now: string;
}

/**
 * The managers after an update: the writer owns what it added or changed, everybody else loses that and what it
 * removed. A client may send managers of its own, or `[{}]` to forget all of them.
 */
export function trackUpdate(update: TrackedUpdate): readonly unknown[] | undefined {
  const { kind, live, object, manager, now } = update;
  const stored = live?.metadata.managedFields;
  const sent = manager.subresource === undefined ? (object['metadata'] as JsonObject)['managedFields'] : undefined;
  if (Array.isArray(sent) && sent.length === 1 && isJsonObject(sent[0]) && Object.keys(sent[0]).length === 0) return [];
  const base = Array.isArray(sent) && !Managers.parse(sent).isEmpty ? (sent as readonly unknown[]) : stored;
  const before = ownable(kind, live, manager.subresource);
  const after = ownable(kind, object, manager.subresource);
  const { added, modified, removed } = compare(kind.root, before, after);
  if (added.isEmpty && modified.isEmpty && removed.isEmpty) return base;
  const identity: ManagerIdentity = {
    manager: manager.name,
    operation: 'Update',
    apiVersion: apiVersion(kind.kind),
    subresource: manager.subresource,
  };
  const managers = Managers.parse(base);
  const gained = added.union(modified);
  const own = managers.fieldsOf(identity).difference(removed).union(gained);
  return managers
    .takeFromOthers(identity, gained.union(removed))
    .with(identity, own, gained.isEmpty ? undefined : now)
    .toEntries();
}
