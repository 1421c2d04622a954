import type { EngineCore } from '../engine-core.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { refusal } from '../refusal.ts';

/** Refuses a new object in a namespace that does not exist or is being deleted. */
export function checkNamespace(
  core: EngineCore,
  kind: RegisteredKind,
  target: { namespace: string; name: string },
): void {
  if (kind.kind.scope === 'Cluster') return;
  const namespaces = core.registry.find('', 'namespaces');
  if (!namespaces) return;
  const { namespace, name } = target;
  const found = core.cache.get(namespaces, objectPath.of(namespaces, { name: namespace }));
  if (!found) throw refusal.notFound(namespaces.kind, namespace);
  if (found.metadata.deletionTimestamp === undefined) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  };
  throw refusal.forbidden(kind.kind, name, { why, causes: [cause] });
}
