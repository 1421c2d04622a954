import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { type Checked, checkManifests } from './check-manifests.ts';
import type { Manifest } from './manifest.ts';

/** What became of one object. */
export interface Applied {
  readonly manifest: Manifest;
  readonly object: KubeObject;
  readonly change: 'created' | 'configured' | 'unchanged';
}

function content(object: KubeObject): string {
  const { managedFields: _books, resourceVersion: _revision, generation: _generation, ...metadata } = object.metadata;
  return JSON.stringify({ ...object, metadata });
}

/** A dry run keeps the revision of what is stored, so only the content tells. */
function foreseen({ manifest, before, after }: Checked): Applied {
  const same = before !== undefined && content(before) === content(after);
  return { manifest, object: after, change: before === undefined ? 'created' : same ? 'unchanged' : 'configured' };
}

async function write(objects: ObjectApi, { manifest, before }: Checked): Promise<Applied> {
  const { kind, object } = manifest;
  const after = await objects.apply(kind, object, { fieldManager: 'slipway', fieldValidation: 'Strict' });
  const same = before?.metadata.resourceVersion === after.metadata.resourceVersion;
  return { manifest, object: after, change: before === undefined ? 'created' : same ? 'unchanged' : 'configured' };
}

/**
 * Applies objects, all or none: everything is checked before anything is written, and Namespaces are written first.
 * With `dryRun` nothing is written. CliError with all that is wrong.
 */
export async function applyManifests(
  objects: ObjectApi,
  manifests: readonly Manifest[],
  options: { readonly dryRun: boolean },
): Promise<readonly Applied[]> {
  const namespaces = manifests.filter(({ kind }) => kind.kind === 'Namespace');
  const others = manifests.filter(({ kind }) => kind.kind !== 'Namespace');
  const checked = await checkManifests(objects, [...namespaces, ...others]);
  if (options.dryRun) return checked.map(foreseen);
  const applied: Applied[] = [];
  for (const one of checked) applied.push(await write(objects, one));
  return applied;
}
