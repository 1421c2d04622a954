import type { StatusCause } from '#api/meta/api-error.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import { problem } from '../schema/problem.ts';
import type { Strategy } from './strategy.ts';
import { validateData } from './validate-data.ts';

const encoder = new TextEncoder();

function base64(text: string): string {
  let binary = '';
  for (const byte of encoder.encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** What Secrets of a type must hold: one key of each group. */
const needed: { readonly [type: string]: readonly (readonly string[])[] } = {
  'kubernetes.io/tls': [['tls.crt'], ['tls.key']],
  'kubernetes.io/dockercfg': [['.dockercfg']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
  'kubernetes.io/basic-auth': [['username', 'password']],
};

function missingKeys({ type, data }: JsonObject): readonly StatusCause[] {
  const groups = typeof type === 'string' ? (needed[type] ?? []) : [];
  return groups
    .filter((keys) => !keys.some((key) => isJsonObject(data) && data[key] !== undefined))
    .flatMap((keys) => keys.map((key) => problem.required(`data[${key}]`)));
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
    const causes = [...validateData(['data'], object, live), ...missingKeys(object)];
    const oldType = (live as { readonly type?: string } | undefined)?.type;
    if (oldType !== undefined && object['type'] !== oldType) {
      causes.push(problem.invalid('type', object['type'], 'field is immutable'));
    }
    return causes;
  },
};
