import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { Strategy } from './strategy.ts';

/** The mark in `spec.finalizers` that keeps a namespace until its contents are gone. */
const kubernetes = 'kubernetes';

function finalizers(object: JsonObject): readonly unknown[] {
  const { spec } = object;
  return isJsonObject(spec) && Array.isArray(spec['finalizers']) ? spec['finalizers'] : [];
}

/** Namespaces: they carry a phase, and `spec.finalizers` holds them until the namespace controller has emptied them. */
export const namespaceStrategy: Strategy = {
  prepare(object, live) {
    if (live) return;
    const spec = isJsonObject(object['spec']) ? object['spec'] : {};
    object['spec'] = { ...spec, finalizers: [kubernetes, ...finalizers(object).filter((name) => name !== kubernetes)] };
    object['status'] = { phase: 'Active' };
  },

  held(object) {
    return finalizers(object).length > 0;
  },

  beginDeletion(object) {
    const status = isJsonObject(object['status']) ? object['status'] : {};
    object['status'] = { ...status, phase: 'Terminating' };
  },
};
