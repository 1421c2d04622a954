import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApplyOptions, ObjectKey, Patch, WriteOptions } from '#capabilities/object-api.ts';
import { mergeConfiguration } from '../apply/merge-configuration.ts';
import { trackUpdate } from '../apply/track-update.ts';
import type { EngineCore } from '../engine-core.ts';
import { copyJson } from '../json/copy-json.ts';
import { copyJsonObject } from '../json/copy-json-object.ts';
import { deepFreeze } from '#base/deep-freeze.ts';
import { isJsonObject, type JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { patchDocument } from '../patch/patch-document.ts';
import { refusal } from '../refusal.ts';
import { replicasOf } from '../scale/replicas-of.ts';
import { scaleOf } from '../scale/scale-of.ts';
import { withReplicas } from '../scale/with-replicas.ts';
import { changeObject, type Proposal } from './change-object.ts';
import { checkKey } from './check-key.ts';
import { identityOf } from './identity-of.ts';

/** The scale subresource: `autoscaling/v1` Scales in and out, a change of one number in between. */
export const scaleObject = {
  async read(core: EngineCore, kind: RegisteredKind, key: ObjectKey): Promise<KubeObject> {
    const live = core.cache.get(kind, objectPath.of(kind, checkKey(kind, key)));
    if (!live) throw refusal.notFound(kind.kind, key.name);
    return frozenScale(kind, live);
  },

  async update(
    core: EngineCore,
    request: { kind: RegisteredKind; sent: unknown; options: WriteOptions },
  ): Promise<KubeObject> {
    const { kind, options } = request;
    const scale = copyJsonObject(request.sent);
    const replicas = replicasOf(kind, scale);
    const sent = metadataOf(scale);
    const propose = (live: KubeObject) => resized(core, { kind, live, options }, { replicas, precondition: sent });
    return frozenScale(kind, await changeObject(core, { kind, key: identityOf(sent), options, propose }));
  },

  async patch(
    core: EngineCore,
    request: { kind: RegisteredKind; key: ObjectKey; patch: Patch & WriteOptions },
  ): Promise<KubeObject> {
    const { kind, key, patch } = request;
    const propose = (live: KubeObject) => {
      const scale = patchDocument(kind, scaleOf(kind, live), patch);
      return resized(
        core,
        { kind, live, options: patch },
        { replicas: replicasOf(kind, scale), precondition: metadataOf(scale) },
      );
    };
    return frozenScale(kind, await changeObject(core, { kind, key, options: patch, propose }));
  },

  async apply(
    core: EngineCore,
    request: { kind: RegisteredKind; sent: unknown; options: ApplyOptions },
  ): Promise<KubeObject> {
    const { kind, options } = request;
    if (options.fieldManager === '') throw refusal.badRequest('fieldManager is required for apply patch');
    const scale = copyJsonObject(request.sent);
    const replicas = replicasOf(kind, scale);
    const metadata = metadataOf(scale);
    const key = identityOf(metadata);
    const configuration = withReplicas(kind, { metadata }, { name: key.name, replicas });
    const propose = (live: KubeObject): Proposal => {
      const { fieldManager: manager, force } = options;
      const applied = mergeConfiguration({
        kind,
        live,
        configuration,
        manager,
        subresource: 'scale',
        force: force === true,
      });
      return { object: applied.object, unknown: [], track: (_object, now) => applied.managedFields(now) };
    };
    return frozenScale(kind, await changeObject(core, { kind, key, options, propose }));
  },
};

function resized(
  core: EngineCore,
  write: { readonly kind: RegisteredKind; readonly live: KubeObject; readonly options: WriteOptions },
  size: { readonly replicas: number; readonly precondition: JsonObject },
): Proposal {
  const { kind, live, options } = write;
  const object = withReplicas(kind, copyJson(live) as JsonObject, {
    name: live.metadata.name,
    replicas: size.replicas,
  });
  const metadata = object['metadata'] as JsonObject;
  for (const name of ['resourceVersion', 'uid']) {
    if (size.precondition[name] === undefined) delete metadata[name];
    else metadata[name] = size.precondition[name];
  }
  const manager = { name: options.fieldManager ?? core.caller, subresource: 'scale' };
  return { object, unknown: [], track: (result) => trackUpdate({ kind, live, object: result, manager }) };
}

function metadataOf(scale: JsonObject): JsonObject {
  const { metadata } = scale;
  if (isJsonObject(metadata)) return metadata;
  throw refusal.badRequest('metadata with the name of the object is required');
}

function frozenScale(kind: RegisteredKind, object: KubeObject): KubeObject {
  return deepFreeze(scaleOf(kind, object)) as unknown as KubeObject;
}
