import { ApiError } from '#api/meta/api-error.ts';
import type { DeleteOptions } from '#capabilities/object-api.ts';
import { refusal } from '#engine/refusal.ts';
import { problem } from '#engine/schema/problem.ts';
import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { readParameters } from './read-parameters.ts';
import { readPlainBody } from './read-plain-body.ts';

const policies = ['Background', 'Foreground', 'Orphan'] as const;

/** The options of a deletion, from its body and, where that leaves them out, from the query. */
export async function readDeleteOptions(request: ApiRequest): Promise<DeleteOptions> {
  const sent = (await readPlainBody(request)) ?? {};
  if (!isJsonObject(sent) || (sent['kind'] ?? 'DeleteOptions') !== 'DeleteOptions')
    throw new ApiError('BadRequest', 'the body of a deletion is a DeleteOptions object');
  const { query, signal } = request;
  const policy = sent['propagationPolicy'] ?? query.get('propagationPolicy') ?? undefined;
  const known = policies.find((one) => one === policy);
  const orphans = sent['orphanDependents'] ?? undefined;
  const dryRun = Array.isArray(sent['dryRun']) ? sent['dryRun'] : query.getAll('dryRun');
  const causes = readParameters.dryRunProblems(dryRun);
  if (policy !== undefined && policy !== '' && known === undefined)
    causes.push(problem.unsupported('propagationPolicy', policy, ['Foreground', 'Background', 'Orphan', 'nil']));
  if (policy !== undefined && orphans !== undefined) {
    const why = 'orphanDependents and deletionPropagation cannot be both set';
    causes.push(problem.invalid('propagationPolicy', policy, why));
  }
  if (causes.length > 0) throw refusal.options('DeleteOptions', causes);
  const chosen = known ?? (orphans === undefined ? undefined : orphans === true ? 'Orphan' : 'Background');
  const grace = sent['gracePeriodSeconds'] ?? readParameters.count(query, 'gracePeriodSeconds');
  return {
    signal,
    ...(chosen === undefined ? {} : { propagationPolicy: chosen }),
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
