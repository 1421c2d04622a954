import type { KubeObject } from './kube-object.ts';
import type { Schema } from './schema.ts';

/** A printer column; `path` is a Kubernetes JSONPath such as `.status.conditions[?(@.type=="Ready")].status`. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'date';
  readonly path: string;
  readonly description?: string;
  /** 0 (the default) is always shown, 1 only with `-o wide`. */
  readonly priority?: 0 | 1;
}

/** The scale subresource: JSON paths, as in a CustomResourceDefinition. */
export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

/**
 * What every layer knows of a kind. `schema` describes the object without apiVersion, kind and metadata:
 * its properties are `spec` and `status` (or, for built-in kinds, `data`, `type`, …).
 * The type parameter is the TypeScript type of a stored object; it exists at compile time only.
 */
export interface Kind<T extends KubeObject = KubeObject> {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  readonly schema: Schema;
  /** With a status subresource, writes to the object ignore `status` and writes to `/status` ignore all else. */
  readonly statusSubresource: boolean;
  readonly scale?: ScalePaths;
  readonly columns: readonly PrinterColumn[];
  /** Longest allowed `metadata.name`; 253 where absent. Kubernetes DNS subdomain rules hold always. */
  readonly maxNameLength?: number;
  /** Names are DNS labels: machines and hosts are named after the object. */
  readonly nameWithoutDots?: boolean;
  /** Field selectors beyond `metadata.name` and `metadata.namespace`, as dotted paths. */
  readonly selectableFields?: readonly string[];
  /** Clients may look and not write: the server itself keeps the objects. */
  readonly readOnly?: boolean;
  /** Never set at run time; carries the object type. */
  readonly __object?: T;
}

/** The stored object type of a kind: `ObjectOf<typeof Machine>`. */
export type ObjectOf<K extends Kind> = NonNullable<K['__object']>;
