import type { KubeObject } from '#api/meta/kube-object.ts';
import { copyJson } from '../json/copy-json.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';

interface Isolation {
  readonly live: KubeObject;
  readonly proposed: JsonObject;
  readonly subresource: 'status' | 'scale' | 'finalize' | undefined;
}

/**
 * What a write through a subresource may change: `/status` only the status, the object itself everything else
 * (where the kind has a status subresource). Scale arrives here as a change of the object, already translated.
 */
export function isolateSubresource(kind: RegisteredKind, isolation: Isolation): JsonObject {
  const { live, proposed, subresource } = isolation;
  if (subresource === 'status') {
    if (!kind.kind.statusSubresource) throw refusal.notFound(kind.kind, `${live.metadata.name}/status`);
    const object = copyJson(live) as JsonObject;
    const given = proposed['metadata'] as JsonObject;
    const metadata = object['metadata'] as JsonObject;
    for (const name of ['resourceVersion', 'uid', 'managedFields']) {
      if (given[name] === undefined) delete metadata[name];
      else metadata[name] = given[name];
    }
    if (proposed['status'] === undefined) delete object['status'];
    else object['status'] = proposed['status'];
    return object;
  }
  if (!kind.kind.statusSubresource) return proposed;
  const { status: _, ...object } = proposed;
  const stored = (live as unknown as JsonObject)['status'];
  return stored === undefined ? object : { ...object, status: copyJson(stored) };
}
