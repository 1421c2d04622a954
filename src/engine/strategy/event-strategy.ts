import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import { problem } from '../schema/problem.ts';
import type { Strategy } from './strategy.ts';

/** Events stand in the namespace of what they are about; those about cluster-scoped objects in `default`. */
export const eventStrategy: Strategy = {
  validate({ metadata, involvedObject }) {
    const about = isJsonObject(involvedObject) ? involvedObject['namespace'] : undefined;
    const { namespace } = metadata as JsonObject;
    if ((about ?? '') === '' ? namespace === 'default' || namespace === 'kube-system' : about === namespace) return [];
    return [problem.invalid('involvedObject.namespace', about ?? '', 'does not match event.namespace')];
  },
};
