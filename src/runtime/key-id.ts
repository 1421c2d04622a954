import type { ObjectKey } from '#capabilities/object-api.ts';
import { keyText } from './key-text.ts';

/** One controller's key as text: `machine.lifecycle default/first-workers-1`. */
export function keyId(controller: string, key: ObjectKey): string {
  return `${controller} ${keyText(key)}`;
}

/** The parts of a {@link keyId}. */
export function parseKeyId(id: string): { readonly controller: string; readonly key: ObjectKey } {
  const space = id.indexOf(' ');
  const text = id.slice(space + 1);
  const slash = text.indexOf('/');
  const key = slash < 0 ? { name: text } : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
  return { controller: id.slice(0, space), key };
}
