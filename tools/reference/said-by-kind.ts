import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Controller } from '#runtime/controller.ts';
import type { SourceFile } from '../architecture/source-file.ts';
import type { SaidReason } from './said-reason.ts';

/** What the reference must know of a controller. */
export type KnownController = Pick<Controller<KubeObject>, 'name' | 'readyFrom'> & {
  readonly for: { readonly kind: string };
};

/**
 * What the controllers for each kind say of its objects: by the kind's name. Outcomes of a controller that does not write
 * Ready become events only, and are left out.
 */
export function saidByKind(
  said: readonly SaidReason[],
  files: ReadonlyMap<string, SourceFile>,
  controllers: readonly KnownController[],
): ReadonlyMap<string, readonly SaidReason[]> {
  const found = new Map<string, readonly SaidReason[]>();
  for (const [path, { text }] of files) {
    const folder = /^(src\/controllers\/[^/]+\/)controller\.ts$/.exec(path)?.[1];
    const controller = controllers.find(({ name }) => text.includes(`name: '${name}'`));
    if (folder === undefined || controller === undefined) continue;
    const own = said.filter(
      ({ file, condition }) => file.startsWith(folder) && (condition !== undefined || controller.readyFrom.length > 0),
    );
    const { kind } = controller.for;
    found.set(kind, [...(found.get(kind) ?? []), ...own]);
  }
  return found;
}
