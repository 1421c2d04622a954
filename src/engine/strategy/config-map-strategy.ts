import { isJsonObject } from '../json/is-json-object.ts';
import { problem } from '../schema/problem.ts';
import type { Strategy } from './strategy.ts';
import { validateData } from './validate-data.ts';

/** ConfigMaps: keys, and `immutable`. */
export const configMapStrategy: Strategy = {
  validate(object, live) {
    const causes = validateData(['data', 'binaryData'], object, live);
    const { data, binaryData } = object;
    if (isJsonObject(data) && isJsonObject(binaryData)) {
      for (const key of Object.keys(data)) {
        if (Object.hasOwn(binaryData, key))
          causes.push(problem.invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
      }
    }
    return causes;
  },
};
