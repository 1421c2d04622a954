import type { KubeObject } from '#api/meta/kube-object.ts';

interface Statused {
  readonly status?: { readonly [field: string]: unknown };
}

/** The status an object has now, as JSON. */
export function statusOf(object: KubeObject): { readonly [field: string]: unknown } {
  return (object as KubeObject & Statused).status ?? {};
}
