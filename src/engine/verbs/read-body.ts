import { apiVersion } from '#api/meta/api-version.ts';
import { copyJsonObject } from '../json/copy-json-object.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';
import { dropNulls } from '../schema/drop-nulls.ts';
import { problem } from '../schema/problem.ts';
import { prune, type UnknownField } from '../schema/prune.ts';

/** A request's object as a working copy: pruned, with its identity checked, not yet defaulted. */
export interface Body {
  readonly object: JsonObject;
  readonly metadata: JsonObject;
  readonly unknown: readonly UnknownField[];
}

/**
 * Takes in an object that a client sent; BadRequest when it is no object of the kind at all. What is applied keeps the nulls
 * that it names, for validation to speak of.
 */
export function readBody(kind: RegisteredKind, sent: unknown, how: 'written' | 'applied' = 'written'): Body {
  const object = copyJsonObject(sent);
  const expected = apiVersion(kind.kind);
  if (object['apiVersion'] !== undefined && object['apiVersion'] !== expected) {
    const found = typeof object['apiVersion'] === 'string' ? object['apiVersion'] : '';
    throw refusal.badRequest(
      `the API version in the data (${found}) does not match the expected API version (${expected})`,
    );
  }
  if (object['kind'] !== undefined && object['kind'] !== kind.kind.kind) throw otherKind(kind, object);
  const metadata = object['metadata'] ?? {};
  if (!isJsonObject(metadata)) throw refusal.badRequest('metadata must be an object with a name');
  const metadataNode = kind.root.properties.get('metadata');
  if (metadataNode) dropNulls(metadataNode, metadata, 'typed');
  dropEmpty(metadata);
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...rest } = object;
  const whole: JsonObject = { apiVersion: expected, kind: kind.kind.kind, metadata, ...rest };
  dropNulls(kind.root, whole, kind.builtin ? 'typed' : how === 'applied' ? 'defaulted' : 'structural');
  if (kind.builtin) dropEmptyFields(whole);
  return { object: whole, metadata, unknown: prune(kind.root, whole) };
}

/** Another kind than the path says: custom resources are invalid by it, Kubernetes' own cannot even be read. */
function otherKind(kind: RegisteredKind, object: JsonObject): Error {
  const sent = typeof object['kind'] === 'string' ? object['kind'] : '';
  if (kind.builtin || sent === '') {
    return refusal.badRequest(`the kind in the data (${sent}) does not match the expected kind (${kind.kind.kind})`);
  }
  const { metadata } = object;
  const name = isJsonObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
  return refusal.invalid({ ...kind.kind, kind: sent }, name, [
    problem.invalid('kind', sent, `must be ${kind.kind.kind}`),
  ]);
}

/** Kubernetes' own kinds keep no empty maps and lists, but for the parts that every object of the kind has. */
function dropEmptyFields(object: JsonObject): void {
  for (const [name, value] of Object.entries(object)) {
    if (name === 'metadata' || name === 'spec' || name === 'status') continue;
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) delete object[name];
  }
}

/** Empty maps and lists of metadata are none: nobody owns them and nobody sees them. */
function dropEmpty(metadata: JsonObject): void {
  for (const name of ['labels', 'annotations', 'finalizers', 'ownerReferences', 'managedFields']) {
    const value = metadata[name];
    if (value === null || (Array.isArray(value) && value.length === 0)) delete metadata[name];
    else if (isJsonObject(value) && Object.keys(value).length === 0) delete metadata[name];
  }
}
