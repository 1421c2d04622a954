import type { KubeObject } from '#api/meta/kube-object.ts';

/** The same object as of another revision, frozen; as in the last event of an object that went. */
export function withResourceVersion(object: KubeObject, revision: number): KubeObject {
  const metadata = Object.freeze({ ...object.metadata, resourceVersion: String(revision) });
  return Object.freeze({ ...object, metadata });
}
