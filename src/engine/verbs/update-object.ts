import type { KubeObject } from '#api/meta/kube-object.ts';
import type { WriteOptions } from '#capabilities/object-api.ts';
import { trackUpdate } from '../apply/track-update.ts';
import type { EngineCore } from '../engine-core.ts';
import { copyJson } from '../json/copy-json.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';
import { changeObject } from './change-object.ts';
import { identityOf } from './identity-of.ts';
import { readBody } from './read-body.ts';

interface Update {
  readonly kind: RegisteredKind;
  readonly sent: unknown;
  readonly options: WriteOptions;
}

/** Replaces an object, or its status. */
export function updateObject(core: EngineCore, update: Update): Promise<KubeObject> {
  const { kind, options } = update;
  const { object, metadata, unknown } = readBody(kind, update.sent);
  const key = identityOf(metadata);
  const { name } = key;
  if (name === '') throw refusal.badRequest('name must be provided: metadata.name is empty');
  const unseen = !kind.builtin && !metadata['resourceVersion'];
  const manager = { name: options.fieldManager ?? core.caller, subresource: options.subresource };
  return changeObject(core, {
    kind,
    key,
    options,
    propose: (live) => {
      if (unseen) throw refusal.withoutRevision(kind.kind, name);
      return {
        object: copyJson(object) as JsonObject,
        unknown,
        track: (result, now) => trackUpdate({ kind, live, object: result, manager, now }),
      };
    },
  });
}
