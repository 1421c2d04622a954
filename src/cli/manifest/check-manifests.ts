import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { labelProblems } from './label-problems.ts';
import type { Manifest } from './manifest.ts';
import { type Problem, problemError } from './problem.ts';
import { referenceProblems } from './reference-problems.ts';
import { refusalProblems } from './refusal-problems.ts';
import { textReferenceProblems } from './text-reference-problems.ts';

/** What a server would make of one object. */
export interface Checked {
  readonly manifest: Manifest;
  /** What is stored now. */
  readonly before: KubeObject | undefined;
  readonly after: KubeObject;
}

const refused = new Set(['Invalid', 'BadRequest', 'Conflict', 'Forbidden', 'NotFound', 'RequestEntityTooLarge']);

/** How files are applied. */
const writer = { fieldManager: 'slipway', fieldValidation: 'Strict' } as const;

function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && refused.has(error.reason);
}

function lacksNamespace(error: ApiError): boolean {
  return error.reason === 'NotFound' && error.details.kind === 'namespaces';
}

async function checkOne(objects: ObjectApi, manifest: Manifest): Promise<Checked> {
  const { kind, object } = manifest;
  const { name, namespace } = object.metadata;
  const before = await objects.get(kind, { name, namespace }).catch((error: unknown) => {
    if (isRefusal(error)) return undefined;
    throw error;
  });
  return { manifest, before, after: await objects.apply(kind, object, { ...writer, dryRun: true }) };
}

/** Checks an object whose namespace does not exist yet as if it came to another one, where an equal name is no matter. */
async function rehearse(objects: ObjectApi, manifest: Manifest): Promise<Checked> {
  const { kind, object } = manifest;
  const elsewhere = {
    ...object,
    metadata: { ...object.metadata, namespace: 'default' },
  } as unknown as Unsaved<KubeObject>;
  const after = await objects.create(kind, elsewhere, { ...writer, dryRun: true }).catch((error: unknown) => {
    if (error instanceof ApiError && error.reason === 'AlreadyExists') return elsewhere as KubeObject;
    throw error;
  });
  const metadata = { ...after.metadata, namespace: object.metadata.namespace ?? '' };
  return { manifest, before: undefined, after: { ...after, metadata } };
}

/**
 * Asks the server about every object without writing any; CliError with all that is wrong in all of them, and the problems
 * known before. A namespace may come with the same files.
 */
export async function checkManifests(
  objects: ObjectApi,
  manifests: readonly Manifest[],
  known: readonly Problem[] = [],
): Promise<readonly Checked[]> {
  const problems: Problem[] = [
    ...known,
    ...manifests.flatMap(labelProblems),
    ...(await referenceProblems(objects, manifests)),
    ...(await textReferenceProblems(objects, manifests)),
  ];
  const coming = new Set(
    manifests.filter(({ kind }) => kind.kind === 'Namespace').map(({ object }) => object.metadata.name),
  );
  const checked: Checked[] = [];
  const attempt = async (manifest: Manifest, check: typeof checkOne): Promise<void> => {
    try {
      checked.push(await check(objects, manifest));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const lacking = lacksNamespace(error) && check === checkOne;
      if (!lacking || !coming.has(manifest.object.metadata.namespace ?? ''))
        problems.push(...refusalProblems(manifest, error));
      if (lacking) await attempt(manifest, rehearse);
    }
  };
  for (const manifest of manifests) await attempt(manifest, checkOne);
  if (problems.length > 0) throw problemError(problems);
  return checked;
}
