import type { Kind } from '#api/meta/kind.ts';
import type { ObjectKey } from '#capabilities/object-api.ts';
import { keyText } from './key-text.ts';
import { kindId } from './kind-id.ts';

/** Names of what a key may be subscribed to. */
export const topics = {
  /** Hints of a provider about the resources of one owner. */
  owner: (uid: string): string => `owner ${uid}`,
  /** Anything of one provider. */
  provider: (name: string): string => `provider ${name}`,
  /** A machine's journal: what keeps it followed. */
  journal: (uid: string): string => `journal ${uid}`,
  /** Entries of one task in it. */
  entries: (uid: string, task: string): string => `entries ${uid} ${task}`,
  task: (key: string): string => `task ${key}`,
  remote: (uid: string): string => `remote ${uid}`,
  object: (kind: Kind, key: ObjectKey): string => `object ${kindId(kind)} ${keyText(key)}`,
  /** Effects that the admission refused. */
  admission: 'admission',
} as const;
