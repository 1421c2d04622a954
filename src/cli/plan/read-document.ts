import { ConfigMap } from '#api/builtin/config-map.ts';
import type { Plan } from '#api/plan/index.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';

/** The whole plan, put together from its chunks where it is large. CliError with the manager's sentence where there is none. */
export async function readDocument(client: KubeClient, { metadata, status }: Plan): Promise<PlanDocument> {
  if (status?.document !== undefined) return JSON.parse(status.document) as PlanDocument;
  if (status?.chunks === undefined) {
    const said = status?.conditions?.find(({ type }) => type === 'Ready');
    throw new CliError(
      `plan ${metadata.name} could not be computed: ${said?.message ?? 'it has not been looked at yet'}`,
    );
  }
  const { namespace } = metadata;
  const parts = await Promise.all(status.chunks.map((name) => client.objects.get(ConfigMap, { namespace, name })));
  return JSON.parse(parts.map(({ data }) => data?.['content'] ?? '').join('')) as PlanDocument;
}
