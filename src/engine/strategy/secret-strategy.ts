import { isJsonObject } from '../json/is-json-object.ts';
import { problem } from '../schema/problem.ts';
import type { Strategy } from './strategy.ts';
import { validateData } from './validate-data.ts';

const encoder = new TextEncoder();

function base64(text: string): string {
  let binary = '';
  for (const byte of encoder.encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Secrets: `stringData` is folded into `data` and never stored; the type is fixed; `immutable`. */
export const secretStrategy: Strategy = {
  prepare(object) {
    const { stringData } = object;
    if (!isJsonObject(stringData)) return;
    // Something that is no text stays where it is, so that validation can name it.
    if (!Object.values(stringData).every((value) => typeof value === 'string')) return;
    const data = isJsonObject(object['data']) ? object['data'] : {};
    for (const [key, value] of Object.entries(stringData)) data[key] = base64(value as string);
    object['data'] = data;
    delete object['stringData'];
  },

  validate(object, live) {
    const causes = validateData(['data'], object, live);
    const oldType = (live as { readonly type?: string } | undefined)?.type;
    if (oldType !== undefined && object['type'] !== oldType) {
      causes.push(problem.invalid('type', object['type'], 'field is immutable'));
    }
    return causes;
  },
};
