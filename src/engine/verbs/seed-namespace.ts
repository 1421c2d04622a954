import type { EngineCore } from '../engine-core.ts';
import { objectPath } from '../object-path.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { createObject } from './create-object.ts';

/** Makes a namespace that must always exist, where namespaces are served at all. */
export async function seedNamespace(core: EngineCore, name: string): Promise<void> {
  const kind = core.registry.find('', 'namespaces');
  if (!kind || core.cache.get(kind, objectPath.of(kind, { name }))) return;
  try {
    await createObject(core, { kind, sent: { metadata: { name } }, options: {} });
  } catch (error) {
    // Another engine on the same storage may have made it first.
    if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
  }
}
