import type { PlanDocument } from '#domain/plan/plan-document.ts';

/** The field somebody wrote that is behind something, with what became of it: `Cluster default/first spec.pools[workers].replicas 2 → 4`. */
export function causeText(because: readonly string[], { objects }: Pick<PlanDocument, 'objects'>): string {
  const [root = 'nothing that is known'] = because;
  const [kind = '', key = '', path = ''] = root.split(' ');
  const object = objects.find(
    (one) => one.kind === kind && (one.namespace === undefined ? one.name : `${one.namespace}/${one.name}`) === key,
  );
  const field = object?.change === 'changed' ? object.fields.find((one) => one.path.startsWith(path)) : undefined;
  if (field === undefined || path === '' || path === 'deleted') return root;
  return `${kind} ${key} ${field.path} ${JSON.stringify(field.before ?? null)} → ${JSON.stringify(field.after ?? null)}`;
}
