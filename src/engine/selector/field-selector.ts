import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { fieldAt } from '../json/field-at.ts';

/** Parts of a selector, at commas that no backslash makes part of a value. */
const part = /((?:\\.|[^\\,])*)(?:,|$)/gy;

/** Fields that selectors call otherwise than they stand in an object. */
const aliases: { readonly [field: string]: readonly string[] } = { source: ['source', 'component'] };

/** Parses a field selector (`metadata.name=x,spec.nodeName!=y`) into a judgement; BadRequest for fields a kind does not offer. */
export function fieldSelector(kind: Kind, text: string): (object: KubeObject) => boolean {
  const allowed = ['metadata.name', 'metadata.namespace', ...(kind.selectableFields ?? [])];
  const requirements = [...text.matchAll(part)]
    .map(([, written]) => written ?? '')
    .filter((written) => written !== '')
    .map((written) => parseRequirement(written, allowed));
  return (object) => requirements.every((requirement) => requirement(object));
}

function parseRequirement(text: string, allowed: readonly string[]): (object: KubeObject) => boolean {
  const parts = /^([^=!]+?)(==|=|!=)((?:\\[\\,=]|[^\\=])*)$/.exec(text);
  if (!parts) throw new ApiError('BadRequest', `invalid field selector "${text}"; write field=value or field!=value`);
  const field = (parts[1] ?? '').replace(/^\./, '');
  if (!allowed.includes(field)) {
    throw new ApiError('BadRequest', `field label not supported: ${field}; supported are ${allowed.join(', ')}`);
  }
  const path = field.split('.');
  const wanted = (parts[3] ?? '').replaceAll(/\\(.)/g, '$1');
  const equal = parts[2] !== '!=';
  return (object) => {
    const found = fieldAt(object, aliases[field] ?? path) ?? '';
    return ((typeof found === 'string' ? found : JSON.stringify(found)) === wanted) === equal;
  };
}
