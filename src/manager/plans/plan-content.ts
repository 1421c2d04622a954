import { ConfigMap } from '#api/builtin/config-map.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { Plan } from '#api/plan/index.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';

/** As much as fits into a Plan's own status, and into one chunk. */
const mostCharacters = 262_144;

/** Keeps the whole plan: in the Plan's status where it is small, else in ConfigMaps that go with the Plan. */
export const planContent = {
  /** Writes the chunks, if any; gives what the status says of the content. */
  async keep(
    objects: ObjectApi,
    plan: Plan,
    text: string,
  ): Promise<Pick<NonNullable<Plan['status']>, 'document' | 'chunks'>> {
    if (text.length <= mostCharacters) return { document: text };
    const chunks: string[] = [];
    for (let start = 0; start < text.length; start += mostCharacters) {
      const name = `plan-${plan.metadata.uid}-${chunks.length + 1}`;
      const { namespace, uid } = plan.metadata;
      const owner = { apiVersion: apiVersion(Plan), kind: Plan.kind, name: plan.metadata.name, uid };
      await objects.apply(
        ConfigMap,
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name, namespace, ownerReferences: [owner] },
          data: { content: text.slice(start, start + mostCharacters) },
        },
        { fieldManager: 'plan', force: true },
      );
      chunks.push(name);
    }
    return { chunks };
  },

  /** The plan as it was computed; undefined while there is none. */
  async read(objects: ObjectApi, { metadata, status }: Plan): Promise<PlanDocument | undefined> {
    if (status?.document !== undefined) return JSON.parse(status.document) as PlanDocument;
    if (status?.chunks === undefined) return undefined;
    const parts = await Promise.all(
      status.chunks.map(async (name) => {
        const chunk = await objects.get(ConfigMap, { namespace: metadata.namespace, name });
        return chunk.data?.['content'] ?? '';
      }),
    ).catch((error: unknown) => {
      if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
      throw error;
    });
    return parts && (JSON.parse(parts.join('')) as PlanDocument);
  },
} as const;
