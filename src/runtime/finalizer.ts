import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';

/** The finalizer of one controller: a qualified name, so that two controllers of one kind have two. */
export function finalizerOf(controller: string): string {
  return `slipway.dev/${controller}`;
}

/** Puts the finalizer on or takes it off, if the object still is as it was seen; else rejects with Conflict or NotFound. */
export async function writeFinalizer(
  objects: ObjectApi,
  target: { readonly kind: Kind; readonly object: KubeObject; readonly controller: string; readonly present: boolean },
  signal: AbortSignal,
): Promise<KubeObject> {
  const { kind, object, controller, present } = target;
  const finalizer = finalizerOf(controller);
  const others = (object.metadata.finalizers ?? []).filter((name) => name !== finalizer);
  const { uid, resourceVersion } = object.metadata;
  const body = { metadata: { uid, resourceVersion, finalizers: present ? [...others, finalizer] : others } };
  return await objects.patch(kind, object.metadata, { type: 'merge', body, fieldManager: controller, signal });
}
