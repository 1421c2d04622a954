import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApplyOptions } from '#capabilities/object-api.ts';
import { mergeConfiguration } from '../apply/merge-configuration.ts';
import type { EngineCore } from '../engine-core.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { isJsonObject } from '../json/is-json-object.ts';
import { objectPath } from '../object-path.ts';
import { refusal } from '../refusal.ts';
import { problem } from '../schema/problem.ts';
import { changeObject } from './change-object.ts';
import { checkKey } from './check-key.ts';
import { createObject } from './create-object.ts';
import { identityOf } from './identity-of.ts';
import { readBody, type Body } from './read-body.ts';

interface Apply {
  readonly kind: RegisteredKind;
  readonly sent: unknown;
  readonly options: ApplyOptions;
}

/** Server-side apply of an object, or of its status. */
export async function applyObject(core: EngineCore, request: Apply): Promise<KubeObject> {
  // Applied fields have owners, so each must be known, whatever the client asks for.
  const apply: Apply = { ...request, options: { ...request.options, fieldValidation: 'Strict' } };
  const { kind, options } = apply;
  checkConfiguration(kind, apply.sent);
  const body = readBody(kind, apply.sent, 'applied');
  if (typeof options.fieldManager !== 'string' || options.fieldManager === '') {
    throw refusal.badRequest('fieldManager is required for apply patch');
  }
  const key = checkKey(kind, identityOf(body.metadata));
  for (;;) {
    if (core.cache.get(kind, objectPath.of(kind, key))) return changeByApply(core, { ...apply, body, key });
    if (options.subresource !== undefined) throw refusal.notFound(kind.kind, key.name);
    try {
      return await createByApply(core, { ...apply, body });
    } catch (error) {
      // Somebody else created it meanwhile: apply to theirs.
      if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
    }
  }
}

/** Refuses what is no configuration of the kind at all. */
function checkConfiguration(kind: RegisteredKind, sent: unknown): void {
  if (!isJsonObject(sent)) return;
  if (sent['kind'] !== undefined && sent['kind'] !== kind.kind.kind)
    throw refusal.badRequest(`invalid object type: ${JSON.stringify(sent['kind'])}, where ${kind.kind.kind} is meant`);
  const { metadata } = sent;
  if (isJsonObject(metadata) && metadata['managedFields'] !== undefined)
    throw refusal.badRequest('metadata.managedFields must be nil');
}

function createByApply(core: EngineCore, apply: Apply & { readonly body: Body }): Promise<KubeObject> {
  const { kind, options, body } = apply;
  const { uid, name } = body.metadata;
  if (typeof uid === 'string' && uid !== '') {
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    throw refusal.conflict(kind.kind, typeof name === 'string' ? name : '', why);
  }
  const created = mergeConfiguration({
    kind,
    live: undefined,
    configuration: body.object,
    manager: options.fieldManager,
    subresource: undefined,
    force: true,
  });
  return createObject(core, {
    kind,
    sent: apply.sent,
    options,
    applied: true,
    track: (_object, now) => created.managedFields(now),
  });
}

function changeByApply(
  core: EngineCore,
  apply: Apply & { readonly body: Body; readonly key: { readonly namespace: string; readonly name: string } },
): Promise<KubeObject> {
  const { kind, options, body, key } = apply;
  return changeObject(core, {
    kind,
    key,
    options,
    propose: (live) => {
      const { uid } = body.metadata;
      if (typeof uid === 'string' && uid !== '' && uid !== live.metadata.uid) {
        const cause = problem.invalid('metadata.uid', uid, 'field is immutable');
        throw refusal.invalid(kind.kind, live.metadata.name, [cause]);
      }
      const applied = mergeConfiguration({
        kind,
        live,
        configuration: body.object,
        manager: options.fieldManager,
        subresource: options.subresource,
        force: options.force === true,
      });
      return { object: applied.object, unknown: body.unknown, track: (_object, now) => applied.managedFields(now) };
    },
  });
}
