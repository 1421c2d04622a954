import type { InstalledPart } from '#domain/installation/installed-part.ts';

/** `deployment.apps/slipway-manager`, as kubectl writes it. */
export function partLabel({ kind, object }: InstalledPart): string {
  const group = kind.group === '' ? '' : `.${kind.group}`;
  return `${kind.singular}${group}/${object.metadata.name}`;
}
