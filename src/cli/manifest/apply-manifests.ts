import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { CliError } from '../cli-error.ts';
import type { Manifest } from './manifest.ts';
import { type Problem, problemText } from './problem.ts';
import { referenceProblems } from './reference-problems.ts';
import { refusalProblems } from './refusal-problems.ts';

/** What became of one object. */
export interface Applied {
  readonly manifest: Manifest;
  readonly object: KubeObject;
  readonly change: 'created' | 'configured' | 'unchanged';
}

const refused = new Set(['Invalid', 'BadRequest', 'Conflict', 'Forbidden', 'NotFound']);

async function apply(objects: ObjectApi, manifest: Manifest, options: { readonly dryRun: boolean }): Promise<Applied> {
  const { kind, object } = manifest;
  const { name, namespace } = object.metadata;
  const before = await objects.get(kind, { name, namespace }).catch((error: unknown) => {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
    throw error;
  });
  const after = await objects.apply(kind, object, {
    fieldManager: 'slipway',
    fieldValidation: 'Strict',
    dryRun: options.dryRun,
  });
  const { resourceVersion, generation } = after.metadata;
  // A dry run keeps the revision of what is stored, so only the content tells.
  const same = options.dryRun
    ? before !== undefined && JSON.stringify(content(before)) === JSON.stringify(content(after))
    : before?.metadata.resourceVersion === resourceVersion && before.metadata.generation === generation;
  return { manifest, object: after, change: before === undefined ? 'created' : same ? 'unchanged' : 'configured' };
}

function content(object: KubeObject): unknown {
  const { managedFields: _books, resourceVersion: _revision, generation: _generation, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Asks the server about every object without writing any; CliError with all that is wrong in all of them. */
async function check(objects: ObjectApi, manifests: readonly Manifest[]): Promise<readonly Applied[]> {
  const problems: Problem[] = [...(await referenceProblems(objects, manifests))];
  const checked: Applied[] = [];
  for (const manifest of manifests) {
    try {
      checked.push(await apply(objects, manifest, { dryRun: true }));
    } catch (error) {
      if (!(error instanceof ApiError) || !refused.has(error.reason)) throw error;
      problems.push(...refusalProblems(manifest, error));
    }
  }
  if (problems.length > 0) throw new CliError(problems.map(problemText).join('\n'), { cure: 'nothing was changed' });
  return checked;
}

async function write(objects: ObjectApi, manifests: readonly Manifest[]): Promise<readonly Applied[]> {
  const written: Applied[] = [];
  for (const manifest of manifests) written.push(await apply(objects, manifest, { dryRun: false }));
  return written;
}

/**
 * Applies objects, all or none: everything is checked before anything is written, Namespaces and what they bring first.
 * With `dryRun` nothing is written; objects in a namespace that the same files create are left out then.
 */
export async function applyManifests(
  objects: ObjectApi,
  manifests: readonly Manifest[],
  options: { readonly dryRun: boolean },
): Promise<readonly Applied[]> {
  const namespaces = manifests.filter(({ kind }) => kind.kind === 'Namespace');
  const others = manifests.filter(({ kind }) => kind.kind !== 'Namespace');
  const checkedNamespaces = await check(objects, namespaces);
  const coming = new Set(
    checkedNamespaces.filter(({ change }) => change === 'created').map(({ object }) => object.metadata.name),
  );
  const checkable = others.filter(({ object }) => !coming.has(object.metadata.namespace ?? ''));
  const checked = await check(objects, checkable);
  if (options.dryRun) return [...checkedNamespaces, ...checked];
  const made = await write(objects, namespaces);
  await check(
    objects,
    others.filter((manifest) => !checkable.includes(manifest)),
  );
  return [...made, ...(await write(objects, others))];
}
