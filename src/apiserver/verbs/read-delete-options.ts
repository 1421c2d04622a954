import { ApiError } from '#api/meta/api-error.ts';
import type { DeleteOptions } from '#capabilities/object-api.ts';
import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { readParameters } from './read-parameters.ts';
import { readPlainBody } from './read-plain-body.ts';

const policies = ['Background', 'Foreground', 'Orphan'] as const;

/** The options of a deletion, from its body and, where that leaves them out, from the query. */
export async function readDeleteOptions(request: ApiRequest): Promise<DeleteOptions> {
  const sent = (await readPlainBody(request)) ?? {};
  if (!isJsonObject(sent)) throw new ApiError('BadRequest', 'the body of a deletion is a DeleteOptions object');
  const { query, signal } = request;
  const policy = sent['propagationPolicy'] ?? query.get('propagationPolicy') ?? undefined;
  const known = policies.find((one) => one === policy);
  if (policy !== undefined && policy !== '' && known === undefined) {
    throw new ApiError(
      'BadRequest',
      `the propagationPolicy "${typeof policy === 'string' ? policy : 'no text'}" is unknown; use Background, Foreground or Orphan`,
    );
  }
  const dryRun = Array.isArray(sent['dryRun']) ? sent['dryRun'] : query.getAll('dryRun');
  if (dryRun.some((value) => value !== 'All')) throw new ApiError('BadRequest', 'dryRun must be All');
  const grace = sent['gracePeriodSeconds'] ?? readParameters.count(query, 'gracePeriodSeconds');
  return {
    signal,
    ...(known === undefined ? {} : { propagationPolicy: known }),
    ...(dryRun.length > 0 ? { dryRun: true } : {}),
    ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
    ...preconditions(sent['preconditions']),
  };
}

function preconditions(sent: unknown): Pick<DeleteOptions, 'preconditions'> {
  if (!isJsonObject(sent)) return {};
  const { uid, resourceVersion } = sent;
  return {
    preconditions: {
      ...(typeof uid === 'string' ? { uid } : {}),
      ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
    },
  };
}
