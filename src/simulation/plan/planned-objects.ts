import { labels } from '#api/meta/labels.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { isRecord } from '#base/is-record.ts';
import { fieldChanges } from '#domain/plan/field-changes.ts';
import type { PlannedObject } from '#domain/plan/plan-document.ts';
import type { SeedRun } from './seed-run.ts';

/** Objects that are others when all is done than before, each with its fields. Status is no part of it. */
export function plannedObjects({ after, before, declared }: SeedRun): readonly PlannedObject[] {
  const [old, said, current] = [before, declared, after].map(byLabel);
  const names = [...new Set([...(old?.keys() ?? []), ...(said?.keys() ?? []), ...(current?.keys() ?? [])])].toSorted();
  return names.flatMap((name) => {
    const [first, then, last] = [old?.get(name), said?.get(name), current?.get(name)];
    const of = last ?? then ?? first;
    if (of === undefined || (first === undefined && last === undefined)) return [];
    const fields = fieldChanges(content(first), content(last));
    if (fields.length === 0 && first?.metadata.uid === last?.metadata.uid) return [];
    const touched = fieldChanges(content(first), content(then)).length > 0 || isLeaving(then) !== isLeaving(first);
    const { namespace } = of.metadata;
    return [
      {
        kind: of.kind,
        ...(namespace === undefined ? {} : { namespace }),
        name: of.metadata.name,
        change: first === undefined ? 'created' : last === undefined ? 'deleted' : 'changed',
        by: touched || (first !== undefined && then === undefined) ? 'user' : 'manager',
        fields: last === undefined ? [] : fields,
      } as const,
    ];
  });
}

function byLabel(objects: readonly KubeObject[]): ReadonlyMap<string, KubeObject> {
  return new Map(
    objects.map((object) => [`${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`, object]),
  );
}

function isLeaving(object: KubeObject | undefined): boolean {
  return object?.metadata.deletionTimestamp !== undefined;
}

/** What people declare of an object: labels, annotations, and all but status. What is in a Secret stays there. */
function content(object: KubeObject | undefined): unknown {
  if (object === undefined) return undefined;
  const { apiVersion: _version, kind, metadata, ...rest } = object;
  const { status: _status, data, ...declared } = rest as { readonly [field: string]: unknown };
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([name]) => name !== labels.declaredReplicas);
  return {
    ...(annotations.length === 0 && metadata.labels === undefined
      ? {}
      : {
          metadata: {
            ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
            ...(annotations.length === 0 ? {} : { annotations: Object.fromEntries(annotations) }),
          },
        }),
    ...declared,
    ...(data === undefined
      ? {}
      : {
          data:
            kind === 'Secret' && isRecord(data) ? Object.fromEntries(Object.keys(data).map((key) => [key, '…'])) : data,
        }),
  };
}
