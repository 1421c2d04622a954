import type { StatusCause } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectKey, Patch, WriteOptions } from '#capabilities/object-api.ts';
import { trackUpdate } from '../apply/track-update.ts';
import type { EngineCore } from '../engine-core.ts';
import { copyJson } from '../json/copy-json.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { patchDocument } from '../patch/patch-document.ts';
import { refusal } from '../refusal.ts';
import { problem } from '../schema/problem.ts';
import { changeObject, type Proposal } from './change-object.ts';
import { readBody } from './read-body.ts';

interface PatchRequest {
  readonly kind: RegisteredKind;
  readonly key: ObjectKey;
  readonly patch: Patch & WriteOptions;
}

/** Changes an object, or its status, by a patch of what is stored when it is written. */
export function patchObject(core: EngineCore, request: PatchRequest): Promise<KubeObject> {
  const { kind, key, patch } = request;
  return changeObject(core, { kind, key, options: patch, propose: (live) => propose(core, request, live) });
}

function propose(core: EngineCore, request: PatchRequest, live: KubeObject): Proposal {
  const { kind, patch } = request;
  const patched = patchDocument(kind, copyJson(live) as JsonObject, patch);
  checkIdentity(kind, live, patched);
  const { object, metadata, unknown } = readBody(kind, patched);
  for (const name of ['name', 'namespace'] as const) {
    if (metadata[name] !== live.metadata[name]) {
      const found = typeof metadata[name] === 'string' ? metadata[name] : 'no text';
      throw refusal.badRequest(
        `the ${name} of the object (${found}) does not match the ${name} on the URL (${live.metadata[name]})`,
      );
    }
  }
  const manager = { name: patch.fieldManager ?? core.caller, subresource: patch.subresource };
  return {
    object,
    unknown,
    patched: true,
    track: (result, now) => trackUpdate({ kind, live, object: result, manager, now }),
  };
}

/** What a patch may not make of an object is invalid, field by field. */
function checkIdentity(kind: RegisteredKind, live: KubeObject, patched: JsonObject): void {
  const causes: StatusCause[] = [];
  const version = apiVersion(kind.kind);
  const found = patched['apiVersion'];
  if (found !== version) causes.push(problem.invalid('apiVersion', found ?? '', `must be ${version}`));
  if (patched['kind'] !== kind.kind.kind)
    causes.push(problem.invalid('kind', patched['kind'] ?? '', `must be ${kind.kind.kind}`));
  const metadata = patched['metadata'];
  const uid = isJsonObject(metadata) ? metadata['uid'] : undefined;
  if (uid !== undefined && uid !== live.metadata.uid)
    causes.push(problem.invalid('metadata.uid', uid, 'field is immutable'));
  if (causes.length > 0) throw refusal.invalid(kind.kind, live.metadata.name, causes);
}
