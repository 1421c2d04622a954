import type { StatusCause } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';
import { problem } from '../schema/problem.ts';

/** Fields that the server alone sets: absent in a request they are kept, different they are refused. */
const fixed = ['deletionTimestamp', 'deletionGracePeriodSeconds'] as const;

/** The revision a request was based on, if it named one, and what of the metadata it must not change. */
export interface SettledMetadata {
  readonly seen: string | undefined;
  readonly causes: readonly StatusCause[];
}

/** Completes the metadata of a change from what is stored, in place; Conflict where the preconditions in it fail. */
export function settleMetadata(kind: RegisteredKind, live: KubeObject, object: JsonObject): SettledMetadata {
  const metadata = object['metadata'] as JsonObject;
  const stored = live.metadata as unknown as JsonObject;
  const seen =
    typeof metadata['resourceVersion'] === 'string' && metadata['resourceVersion'] !== ''
      ? metadata['resourceVersion']
      : undefined;
  if (typeof metadata['uid'] === 'string' && metadata['uid'] !== '' && metadata['uid'] !== stored['uid']) {
    const why = `Precondition failed: UID in precondition: ${metadata['uid']}, UID in object meta: ${String(stored['uid'])}`;
    throw refusal.conflict(kind.kind, live.metadata.name, why);
  }
  if (seen !== undefined && seen !== live.metadata.resourceVersion)
    throw refusal.modified(kind.kind, live.metadata.name);
  const causes: StatusCause[] = [];
  for (const name of fixed) {
    if (metadata[name] !== undefined && metadata[name] !== stored[name]) {
      causes.push(problem.invalid(`metadata.${name}`, metadata[name], 'field is immutable'));
    }
    keep(metadata, stored, name);
  }
  for (const name of ['name', 'namespace', 'uid', 'generation', 'creationTimestamp']) keep(metadata, stored, name);
  delete metadata['resourceVersion'];
  delete metadata['selfLink'];
  dropEmptyFinalizers(metadata);
  causes.push(...addedFinalizers(live, metadata));
  return { seen, causes };
}

function keep(metadata: JsonObject, stored: JsonObject, name: string): void {
  if (stored[name] === undefined) delete metadata[name];
  else metadata[name] = stored[name];
}

/** An empty list and no list are the same; one form keeps "nothing changed" recognisable. */
function dropEmptyFinalizers(metadata: JsonObject): void {
  for (const name of ['finalizers', 'ownerReferences']) {
    const list = metadata[name];
    if (Array.isArray(list) && list.length === 0) delete metadata[name];
  }
}

function addedFinalizers(live: KubeObject, metadata: JsonObject): readonly StatusCause[] {
  const { finalizers } = metadata;
  if (live.metadata.deletionTimestamp === undefined || !Array.isArray(finalizers)) return [];
  const added = finalizers.filter((name) => typeof name !== 'string' || !live.metadata.finalizers?.includes(name));
  if (added.length === 0) return [];
  const list = added.map((name) => JSON.stringify(name)).join(', ');
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`;
  return [problem.forbidden('metadata.finalizers', detail)];
}
