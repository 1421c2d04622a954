import type { ObjectMeta } from './object-meta.ts';

/** Any object of any kind, as plain JSON. Objects handed out by an ObjectApi are frozen and shared: never change one. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** What a client may send: the server fills uid, resourceVersion and the rest. */
export type Unsaved<T extends KubeObject> = Omit<T, 'metadata' | 'status'> & {
  readonly metadata: Partial<ObjectMeta>;
  readonly status?: unknown;
};
