import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { WriteOptions } from '#capabilities/object-api.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { objectAnswer } from './object-answer.ts';
import { readParameters } from './read-parameters.ts';

const optionsOf: { readonly [method: string]: string } = { POST: 'CreateOptions', PUT: 'UpdateOptions' };

/** Writes as the query says and answers with what was written, and with the warnings it gave. */
export async function writeAnswer(
  core: ApiServerCore,
  request: ApiRequest,
  change: {
    readonly kind: Kind;
    readonly status?: number;
    readonly subresource?: string | undefined;
    /** What the body says twice. */
    readonly duplicates?: readonly string[];
    readonly write: (options: WriteOptions & { readonly fieldManager: string }) => Promise<KubeObject>;
  },
): Promise<Answer> {
  const { kind, status = 200, subresource, duplicates = [], write } = change;
  const warnings: string[] = [];
  const options = readParameters.write(request, optionsOf[request.method] ?? 'PatchOptions', (text) =>
    warnings.push(text),
  );
  if (options.fieldValidation === 'Strict' && duplicates.length > 0) throw strictRefusal(request, kind, duplicates);
  if (options.fieldValidation !== 'Ignore') warnings.push(...duplicates);
  const scoped =
    subresource === 'status' || subresource === 'scale' || subresource === 'finalize'
      ? { ...options, subresource }
      : options;
  const object = await write(scoped as typeof options);
  if (subresource === 'scale') return { type: 'object', status, body: object, warnings };
  return objectAnswer(core, request, { kind, object, status, warnings });
}

function strictRefusal(request: ApiRequest, kind: Kind, duplicates: readonly string[]): ApiError {
  const sentence = `strict decoding error: ${duplicates.join(', ')}`;
  if (request.method === 'PATCH') {
    const cause = { reason: 'FieldValueInvalid', field: 'patch', message: `Invalid value: ${sentence}` };
    return new ApiError('Invalid', `the patch is invalid: patch: ${cause.message}`, { causes: [cause] });
  }
  const { kind: name, version } = kind;
  return new ApiError('BadRequest', `${name} in version "${version}" cannot be handled as a ${name}: ${sentence}`);
}
