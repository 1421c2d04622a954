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
  /** RFC 3339; absent for a change of size, of which kube-apiserver keeps no time either. */
  readonly now?: string;
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
  const before = withStructs(kind, ownable(kind, live, manager.subresource));
  const after = withStructs(kind, ownable(kind, object, manager.subresource));
  const { added, modified, removed } = compare(kind.root, before, after);
  if (added.isEmpty && modified.isEmpty && removed.isEmpty) return base;
  // Whoever sent it away does not want managers kept; only an apply begins anew.
  if (live !== undefined && (base ?? []).length === 0) return [];
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

/** Parts that every object of Kubernetes' own kinds has, though it may be empty: nobody owns them themselves. */
const structs = ['spec', 'source'];

function withStructs(kind: RegisteredKind, object: JsonObject): JsonObject {
  if (!kind.builtin) return object;
  const present = structs.filter((name) => kind.root.properties.has(name) && object[name] === undefined);
  return { ...object, ...Object.fromEntries(present.map((name) => [name, {}])) };
}
