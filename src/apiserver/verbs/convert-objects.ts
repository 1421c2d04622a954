import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { Format } from '../http/negotiate.ts';
import { columnsOf } from '../table/columns-of.ts';
import { type IncludeObject, toTable } from '../table/to-table.ts';

/** Turns objects into the form the client wants. */
export function convertObjects(
  core: ApiServerCore,
  request: ApiRequest,
  given: { kind: Kind; format: Format; headers?: boolean },
): { readonly one: (object: KubeObject) => unknown; readonly many: (list: ListBody) => unknown } {
  const { kind, format, headers = true } = given;
  if (format.as === undefined) return { one: (object) => object, many: (list) => list };
  if (format.as !== 'Table') {
    return {
      one: partial,
      many: (list) => ({
        ...list,
        metadata: withoutEmptyContinue(list.metadata),
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        items: list.items.map(partial),
      }),
    };
  }
  const table = { columns: columnsOf(kind), includeObject: includeObject(request), now: core.clock.now(), headers };
  return {
    one: (object) => toTable([object], { ...table, metadata: { resourceVersion: object.metadata.resourceVersion } }),
    many: (list) => toTable(list.items, { ...table, metadata: withoutEmptyContinue(list.metadata) }),
  };
}

export interface ListBody {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly [name: string]: unknown };
  readonly items: readonly KubeObject[];
}

function partial(object: KubeObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

function withoutEmptyContinue({ continue: next, ...metadata }: ListBody['metadata']): ListBody['metadata'] {
  return next === undefined || next === '' ? metadata : { ...metadata, continue: next };
}

function includeObject(request: ApiRequest): IncludeObject {
  const asked = request.query.get('includeObject') ?? 'Metadata';
  if (asked === 'None' || asked === 'Metadata' || asked === 'Object') return asked;
  throw new ApiError('BadRequest', `includeObject "${asked}" is unknown; use None, Metadata or Object`);
}
