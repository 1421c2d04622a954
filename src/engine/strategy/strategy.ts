import type { StatusCause } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { JsonObject } from '../json/is-json-object.ts';

/** What Kubernetes does for one of its own kinds beyond its schema. */
export interface Strategy {
  /** Changes an object about to be stored, before defaults; `live` is absent at creation. */
  readonly prepare?: (object: JsonObject, live: KubeObject | undefined, subresource?: string) => void;
  /** Completes a new object with what the server itself adds, which belongs to no field manager. */
  readonly complete?: (object: JsonObject) => void;
  /** What is wrong with it beyond its schema. */
  readonly validate?: (object: JsonObject, live: KubeObject | undefined) => readonly StatusCause[];
  /** Whether something beyond finalizers keeps an object that is being deleted. */
  readonly held?: (object: JsonObject) => boolean;
  /** Why an object may never be deleted; undefined where it may. */
  readonly undeletable?: (live: KubeObject) => string | undefined;
  /** Changes an object whose deletion begins. */
  readonly beginDeletion?: (object: JsonObject) => void;
}
