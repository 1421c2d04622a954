import { apiVersion } from '#api/meta/api-version.ts';
import { copyJsonObject } from '../json/copy-json-object.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';
import { dropNulls } from '../schema/drop-nulls.ts';
import { prune, type UnknownField } from '../schema/prune.ts';

/** A request's object as a working copy: pruned, with its identity checked, not yet defaulted. */
export interface Body {
  readonly object: JsonObject;
  readonly metadata: JsonObject;
  readonly unknown: readonly UnknownField[];
}

/** Takes in an object that a client sent; BadRequest when it is no object of the kind at all. */
export function readBody(kind: RegisteredKind, sent: unknown): Body {
  const object = copyJsonObject(sent);
  const expected = apiVersion(kind.kind);
  if (object['apiVersion'] !== undefined && object['apiVersion'] !== expected) {
    const found = JSON.stringify(object['apiVersion']);
    throw refusal.badRequest(
      `the API version in the data (${found}) does not match the expected API version (${expected})`,
    );
  }
  if (object['kind'] !== undefined && object['kind'] !== kind.kind.kind) {
    throw refusal.badRequest(
      `the kind in the data (${JSON.stringify(object['kind'])}) does not match the expected kind (${kind.kind.kind})`,
    );
  }
  const metadata = object['metadata'] ?? {};
  if (!isJsonObject(metadata)) throw refusal.badRequest('metadata must be an object with a name');
  const metadataNode = kind.root.properties.get('metadata');
  if (metadataNode) dropNulls(metadataNode, metadata, true);
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...rest } = object;
  const whole: JsonObject = { apiVersion: expected, kind: kind.kind.kind, metadata, ...rest };
  dropNulls(kind.root, whole, kind.builtin);
  return { object: whole, metadata, unknown: prune(kind.root, whole) };
}
