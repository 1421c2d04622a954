import { ConfigMap } from '#api/builtin/config-map.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { Machine } from '#api/machine/index.ts';
import { textKey } from '#domain/machine/text-key.ts';
import { type TextReference, textReferences } from '#domain/machine/text-references.ts';
import type { Pass } from '#runtime/pass.ts';
import { secretText } from '../reading/secret-text.ts';

/** The texts that a machine's settings refer to, by `textKey`; or what is wrong with the first that cannot be had. */
export type ReferencedTexts =
  | { readonly found: ReadonlyMap<string, string> }
  | { readonly reason: 'ReferenceNotFound' | 'ReferenceInvalid'; readonly message: string };

function textOf(reference: TextReference, namespace: string | undefined, pass: Pass): string | undefined {
  const { key, kind, name } = reference;
  if (kind === 'ConfigMap') return pass.store.get(ConfigMap, { namespace, name })?.data?.[key];
  const secret = pass.store.get(Secret, { namespace, name });
  return secret && secretText(secret, key);
}

function exists({ kind, name }: TextReference, namespace: string | undefined, pass: Pass): boolean {
  return pass.store.get(kind === 'ConfigMap' ? ConfigMap : Secret, { namespace, name }) !== undefined;
}

/** What a text in base64 is when it is no text at all. */
const noText = '\u{FFFD}';

export function readTexts(machine: Machine, pass: Pass): ReferencedTexts {
  const { namespace } = machine.metadata;
  const found = new Map<string, string>();
  for (const reference of textReferences(machine.spec)) {
    const { field, holds, key, kind, name } = reference;
    const object = `${kind} ${namespace ?? ''}/${name}`;
    const text = textOf(reference, namespace, pass);
    if (text === undefined) {
      const what = exists(reference, namespace, pass) ? `${object} has no key ${key}` : `there is no ${object}`;
      return {
        reason: 'ReferenceNotFound',
        message: `${what}, which ${field} names: make it, and the machine goes on`,
      };
    }
    const wrong = text.includes(noText)
      ? 'holds something that is no text'
      : holds === 'certificates' && !text.includes('-----BEGIN CERTIFICATE-----')
        ? 'holds no certificate in PEM'
        : undefined;
    if (wrong !== undefined)
      return {
        reason: 'ReferenceInvalid',
        message: `key ${key} of ${object}, which ${field} names, ${wrong}: put it right`,
      };
    found.set(textKey(reference), text);
  }
  return { found };
}
