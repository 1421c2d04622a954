import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { Strategy } from './strategy.ts';

/** The mark in `spec.finalizers` that keeps a namespace until its contents are gone. */
const kubernetes = 'kubernetes';

function finalizers(object: JsonObject): readonly unknown[] {
  const { spec } = object;
  return isJsonObject(spec) && Array.isArray(spec['finalizers']) ? spec['finalizers'] : [];
}

/** Every namespace can be selected by its name. */
function nameInLabel(object: JsonObject): void {
  const metadata = object['metadata'] as JsonObject;
  const labels = isJsonObject(metadata['labels']) ? metadata['labels'] : {};
  metadata['labels'] = { ...labels, 'kubernetes.io/metadata.name': metadata['name'] };
}

/**
 * Namespaces: they carry a phase, and `spec.finalizers` holds them until the namespace controller has emptied them,
 * by the finalize subresource. */
export const namespaceStrategy: Strategy = {
  prepare(object, live, subresource) {
    nameInLabel(object);
    if (live && subresource !== 'finalize') object['spec'] = (live as unknown as JsonObject)['spec'];
  },

  complete(object) {
    const spec = isJsonObject(object['spec']) ? object['spec'] : {};
    object['spec'] = { ...spec, finalizers: [...finalizers(object).filter((name) => name !== kubernetes), kubernetes] };
    object['status'] = { phase: 'Active' };
  },

  held(object) {
    return finalizers(object).length > 0;
  },

  undeletable({ metadata }) {
    return metadata.name === 'default' ? 'this namespace may not be deleted' : undefined;
  },

  beginDeletion(object) {
    const status = isJsonObject(object['status']) ? object['status'] : {};
    object['status'] = { ...status, phase: 'Terminating' };
    delete (object['metadata'] as JsonObject)['deletionGracePeriodSeconds'];
  },
};
