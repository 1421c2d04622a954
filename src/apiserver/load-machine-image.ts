import type { MachineImports } from '#capabilities/machine-imports.ts';
import type { Answer } from './http/answer.ts';
import type { ApiRequest } from './http/api-request.ts';

/**
 * `POST /slipway/v1alpha1/namespaces/NS/machines/NAME/images`: the archive of a container image goes to a machine's runtime
 * as it comes, so that its size is nobody's concern; undefined for any other path or verb.
 */
export async function loadMachineImage(
  imports: MachineImports | undefined,
  request: ApiRequest,
): Promise<Answer | undefined> {
  const { method, segments, signal } = request;
  const [root, version, namespaces, namespace, machines, name, images] = segments;
  const words = [method, root, version, namespaces, machines, images].join(' ');
  if (words !== 'POST slipway v1alpha1 namespaces machines images' || segments.length !== 7) return undefined;
  if (!imports || !namespace || !name) return undefined;
  await imports.load({ namespace, name, archive: request.chunks(), signal });
  return { type: 'object', status: 200, body: { apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Success' } };
}
