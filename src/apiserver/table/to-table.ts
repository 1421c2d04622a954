import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Column } from './columns-of.ts';

/** How much of each object goes with its row. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableRequest {
  readonly columns: readonly Column[];
  readonly includeObject: IncludeObject;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of the list, or of the one object. */
  readonly metadata: { readonly [name: string]: unknown };
  /** False for all but the first Table of a watch. */
  readonly headers?: boolean;
}

/** A `meta.k8s.io/v1` Table of objects: what kubectl prints. */
export function toTable(objects: readonly KubeObject[], request: TableRequest): object {
  const { columns, includeObject, now, metadata, headers = true } = request;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: headers ? columns.map(({ cell: _cell, ...definition }) => definition) : null,
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, now)),
      object: shown(object, includeObject),
    })),
  };
}

function shown(object: KubeObject, include: IncludeObject): object | null {
  if (include === 'None') return null;
  return include === 'Object' ? object : metadataOnly(object);
}

function metadataOnly(object: KubeObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}
