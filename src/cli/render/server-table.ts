import type { KubeObject } from '#api/meta/kube-object.ts';

/** A `meta.k8s.io/v1` Table as the server sends it. */
export interface ServerTable {
  readonly metadata: { readonly resourceVersion?: string };
  readonly columnDefinitions: readonly { readonly name: string; readonly priority: number }[] | null;
  readonly rows:
    | readonly {
        readonly cells: readonly unknown[];
        readonly object: Pick<KubeObject, 'metadata'>;
      }[]
    | null;
}

/** The media type by which a server is asked for one. */
export const tableMediaType = 'application/json;as=Table;v=v1;g=meta.k8s.io';
