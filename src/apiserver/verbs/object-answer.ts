import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { headerText } from '../http/header-text.ts';
import { type Format, negotiate } from '../http/negotiate.ts';
import { columnsOf } from '../table/columns-of.ts';
import { type IncludeObject, toTable } from '../table/to-table.ts';

const conversions = [
  { as: 'Table', group: 'meta.k8s.io', version: 'v1' },
  { as: 'PartialObjectMetadata', group: 'meta.k8s.io', version: 'v1' },
  { as: 'PartialObjectMetadataList', group: 'meta.k8s.io', version: 'v1' },
] as const;

/** The form in which the client wants objects. */
export function objectFormat(request: ApiRequest): Format {
  return negotiate(headerText(request.headers, 'accept'), conversions);
}

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
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        items: list.items.map(partial),
      }),
    };
  }
  const table = { columns: columnsOf(kind), includeObject: includeObject(request), now: core.clock.now(), headers };
  return {
    one: (object) => toTable([object], { ...table, metadata: { resourceVersion: object.metadata.resourceVersion } }),
    many: (list) => toTable(list.items, { ...table, metadata: list.metadata }),
  };
}

export interface ListBody {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly [name: string]: unknown };
  readonly items: readonly KubeObject[];
}

/** Answers with one object in the form the client wants. */
export function objectAnswer(
  core: ApiServerCore,
  request: ApiRequest,
  given: { kind: Kind; object: KubeObject; status?: number; warnings?: readonly string[] },
): Answer {
  const { kind, object, status = 200, warnings = [] } = given;
  const format = objectFormat(request);
  const body = convertObjects(core, request, { kind, format }).one(object);
  return { type: 'object', status, body, encoding: format.encoding, warnings };
}

function partial(object: KubeObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

function includeObject(request: ApiRequest): IncludeObject {
  const asked = request.query.get('includeObject') ?? 'Metadata';
  if (asked === 'None' || asked === 'Metadata' || asked === 'Object') return asked;
  throw new ApiError('BadRequest', `includeObject "${asked}" is unknown; use None, Metadata or Object`);
}
