import { ApiError } from '#api/meta/api-error.ts';
import type { FieldSet } from './field-set.ts';
import type { Manager } from './managers.ts';

/** Fields that another manager owns and an applier would change. */
export interface FieldConflict {
  readonly manager: Manager;
  readonly fields: FieldSet;
}

/** The refusal of an apply that is not forced, in kube-apiserver's words, with one cause for each field. */
export function conflictRefusal(conflicts: readonly FieldConflict[]): ApiError {
  const all = conflicts.flatMap(({ manager, fields }) =>
    fields.paths().map((path) => ({ owner: ownerText(manager), path: pathText(path) })),
  );
  const causes = all.map(({ owner, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${owner}`,
    field: path,
  }));
  return new ApiError('Conflict', message(all), { causes });
}

function message(all: readonly { readonly owner: string; readonly path: string }[]): string {
  const [first] = all;
  if (all.length === 1 && first) return `Apply failed with 1 conflict: conflict with ${first.owner}: ${first.path}`;
  const byOwner = Map.groupBy(all, ({ owner }) => owner);
  const parts = [...byOwner.keys()].sort().flatMap((owner) => {
    const paths = (byOwner.get(owner) ?? []).map(({ path }) => `- ${path}`);
    return [`conflicts with ${owner}:`, ...paths];
  });
  return `Apply failed with ${all.length} conflicts: ${parts.join('\n')}`;
}

function ownerText(manager: Manager): string {
  const subresource =
    manager.subresource === undefined ? '' : ` with subresource ${JSON.stringify(manager.subresource)}`;
  const using = manager.operation === 'Update' ? ` using ${manager.apiVersion}` : '';
  return `${JSON.stringify(manager.manager)}${subresource}${using}`;
}

/** `f:spec`, `k:{"name":"a"}`, `f:size` → `.spec[name="a"].size`. */
function pathText(path: readonly string[]): string {
  return path.map(elementText).join('');
}

function elementText(element: string): string {
  const rest = element.slice(2);
  if (element.startsWith('f:')) return `.${rest}`;
  if (element.startsWith('v:')) return `[=${rest}]`;
  const key = JSON.parse(rest) as { readonly [name: string]: unknown };
  const pairs = Object.entries(key).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `[${pairs.join(',')}]`;
}
