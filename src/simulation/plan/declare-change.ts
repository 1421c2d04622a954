import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ApplyConfiguration, ObjectApi } from '#capabilities/object-api.ts';
import type { PlannedStall } from '#domain/plan/plan-document.ts';
import type { PlannedChange } from '#domain/plan/planned-change.ts';

/** The name under which people's files are applied. */
const fileManager = 'slipway';

/** Deletes and applies what a change says; gives what was refused, each with its reason. The same as its user would do. */
export async function declareChange(
  objects: ObjectApi,
  kinds: readonly Kind[],
  { deletions, manifests }: PlannedChange,
): Promise<readonly PlannedStall[]> {
  const refused: PlannedStall[] = [];
  const attempt = async (object: string, write: () => Promise<unknown>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      refused.push({ object, reason: error.reason, message: error.message });
    }
  };
  for (const { kind: name, ...key } of deletions) {
    const kind = kinds.find((known) => known.kind === name);
    await attempt(labelOf(name, key), async () => {
      if (kind === undefined) {
        throw new ApiError('NotFound', `no kind is called ${name}`);
      }
      await objects.delete(kind, key, { propagationPolicy: 'Background' });
    });
  }
  for (const manifest of manifests as readonly ApplyConfiguration[]) {
    const kind = kinds.find((known) => known.kind === manifest.kind && apiVersion(known) === manifest.apiVersion);
    await attempt(labelOf(manifest.kind ?? '', manifest.metadata), async () => {
      if (kind === undefined) {
        throw new ApiError('NotFound', `nothing serves ${manifest.kind} of ${manifest.apiVersion}`);
      }
      await objects.apply(kind, manifest, { fieldManager: fileManager, fieldValidation: 'Strict' });
    });
  }
  return refused;
}

function labelOf(
  kind: string,
  { namespace, name }: { readonly namespace?: string | undefined; readonly name: string },
): string {
  return `${kind} ${namespace === undefined || namespace === '' ? name : `${namespace}/${name}`}`;
}
