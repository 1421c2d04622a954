import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { convertObjects } from './convert-objects.ts';
import { objectFormat } from './object-format.ts';

/** Answers with one object in the form the client wants. */
export function objectAnswer(
  core: ApiServerCore,
  request: ApiRequest,
  given: { kind: Kind; object: KubeObject; status?: number; warnings?: readonly string[] },
): Answer {
  const { kind, object, status = 200, warnings = [] } = given;
  const format = objectFormat(request);
  const body = convertObjects(core, request, { kind, format }).one(object);
  return { type: 'object', status, body, encoding: format.encoding, warnings };
}
