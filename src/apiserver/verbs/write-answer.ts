import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { WriteOptions } from '#capabilities/object-api.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { objectAnswer } from './object-answer.ts';
import { readParameters } from './read-parameters.ts';

/** Writes as the query says and answers with what was written, and with the warnings it gave. */
export async function writeAnswer(
  core: ApiServerCore,
  request: ApiRequest,
  change: {
    readonly kind: Kind;
    readonly status?: number;
    readonly subresource?: string | undefined;
    readonly write: (options: WriteOptions & { readonly fieldManager: string }) => Promise<KubeObject>;
  },
): Promise<Answer> {
  const { kind, status = 200, subresource, write } = change;
  const warnings: string[] = [];
  const options = readParameters.write(request, (text) => warnings.push(text));
  const scoped = subresource === 'status' || subresource === 'scale' ? { ...options, subresource } : options;
  const object = await write(scoped as typeof options);
  if (subresource === 'scale') return { type: 'object', status, body: object, warnings };
  return objectAnswer(core, request, { kind, object, status, warnings });
}
