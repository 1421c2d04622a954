import { ApiError } from '#api/meta/api-error.ts';
import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { ResourceTarget } from '../resource-target.ts';

/** An object as a client sends it, with the namespace of the request put in. */
export interface SentObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly [name: string]: unknown };
  readonly [field: string]: unknown;
}

/** Checks that a sent object is the one its path names, and puts in the namespace it left out. */
export function placeObject(value: unknown, target: ResourceTarget): SentObject {
  if (!isJsonObject(value))
    throw new ApiError('BadRequest', 'the body must be one object with apiVersion, kind and metadata');
  const metadata = value['metadata'] ?? {};
  if (!isJsonObject(metadata)) throw new ApiError('BadRequest', 'metadata must be an object with a name');
  const { name, namespace: _, ...others } = metadata;
  const namespace = target.kind.scope === 'Cluster' ? undefined : metadata['namespace'];
  if (target.name !== undefined && name !== undefined && name !== target.name) {
    throw mismatch(
      `the name of the object (${typeof name === 'string' ? name : 'no text'}) does not match the name on the URL (${target.name})`,
    );
  }
  if (namespace !== undefined && namespace !== null && namespace !== '' && namespace !== target.namespace) {
    throw mismatch('the namespace of the provided object does not match the namespace sent on the request');
  }
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === '') {
    throw new ApiError('BadRequest', "Object 'Kind' or 'apiVersion' is missing in the body; set both");
  }
  if (target.name !== undefined && (name === undefined || name === '')) {
    throw mismatch(`the name of the object (${target.name} based on URL) was undeterminable: name must be provided`);
  }
  return {
    ...value,
    apiVersion,
    kind,
    metadata: {
      ...others,
      ...(name === undefined ? {} : { name }),
      ...(target.namespace === undefined ? {} : { namespace: target.namespace }),
    },
  };
}

function mismatch(message: string): ApiError {
  return new ApiError('BadRequest', message);
}
