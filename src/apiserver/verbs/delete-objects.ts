import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { DeleteOptions } from '#capabilities/object-api.ts';
import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ResourceTarget } from '../resource-target.ts';
import { objectAnswer } from './object-answer.ts';
import { readPlainBody } from './read-object-body.ts';
import { readParameters } from './read-parameters.ts';

const policies = ['Background', 'Foreground', 'Orphan'] as const;

/** DELETE of one object: answers with it as it is now, or was last. */
export async function deleteObject(
  core: ApiServerCore,
  request: ApiRequest,
  target: ResourceTarget & { name: string },
): Promise<Answer> {
  const { kind, name, namespace } = target;
  const options = await readDeleteOptions(request);
  const object = await core.objects.delete(kind, { name, namespace }, options);
  return objectAnswer(core, request, { kind, object });
}

/** DELETE of a collection: one object after another, as one writer would do it. */
export async function deleteCollection(
  core: ApiServerCore,
  request: ApiRequest,
  target: ResourceTarget,
): Promise<Answer> {
  const { kind, namespace } = target;
  const options = await readDeleteOptions(request);
  const list = await core.objects.list(kind, readParameters.list(request, namespace));
  const items: KubeObject[] = [];
  for (const { metadata } of list.items) {
    try {
      items.push(await core.objects.delete(kind, { name: metadata.name, namespace: metadata.namespace }, options));
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error;
    }
  }
  const metadata = { resourceVersion: list.resourceVersion };
  return {
    type: 'object',
    status: 200,
    body: { kind: `${kind.kind}List`, apiVersion: apiVersion(kind), metadata, items },
  };
}

async function readDeleteOptions(request: ApiRequest): Promise<DeleteOptions> {
  const sent = (await readPlainBody(request)) ?? {};
  if (!isJsonObject(sent)) throw new ApiError('BadRequest', 'the body of a deletion is a DeleteOptions object');
  const { query, signal } = request;
  const policy = sent['propagationPolicy'] ?? query.get('propagationPolicy') ?? undefined;
  const known = policies.find((one) => one === policy);
  if (policy !== undefined && policy !== '' && known === undefined) {
    throw new ApiError(
      'BadRequest',
      `the propagationPolicy "${String(policy)}" is unknown; use Background, Foreground or Orphan`,
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
