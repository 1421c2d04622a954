import { ApiError } from '#api/meta/api-error.ts';
import type { ListOptions, WriteOptions } from '#capabilities/object-api.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { headerText } from '../http/header-text.ts';

/** Query parameters as the ObjectApi's options; BadRequest for values that mean nothing. */
export const readParameters = {
  list(request: ApiRequest, namespace: string | undefined): ListOptions {
    const { query, signal } = request;
    const limit = readParameters.count(query, 'limit');
    const match = query.get('resourceVersionMatch');
    if (match && match !== 'Exact' && match !== 'NotOlderThan') throw unknown('resourceVersionMatch', match);
    return {
      signal,
      ...(namespace === undefined ? {} : { namespace }),
      ...text(query, 'labelSelector'),
      ...text(query, 'fieldSelector'),
      ...text(query, 'continue'),
      ...text(query, 'resourceVersion'),
      ...(limit === undefined ? {} : { limit }),
      ...(match === 'Exact' || match === 'NotOlderThan' ? { resourceVersionMatch: match } : {}),
    };
  },

  write(request: ApiRequest, onWarning: (text: string) => void): WriteOptions & { readonly fieldManager: string } {
    const { query, signal } = request;
    const validation = query.get('fieldValidation');
    if (validation && validation !== 'Strict' && validation !== 'Warn' && validation !== 'Ignore') {
      throw unknown('fieldValidation', validation);
    }
    const dryRun = query.getAll('dryRun');
    if (dryRun.some((value) => value !== 'All')) throw unknown('dryRun', dryRun.join(', '));
    return {
      signal,
      onWarning,
      fieldManager: query.get('fieldManager') || managerOf(request),
      ...(validation === 'Strict' || validation === 'Warn' || validation === 'Ignore'
        ? { fieldValidation: validation }
        : {}),
      ...(dryRun.length > 0 ? { dryRun: true } : {}),
    };
  },

  count(query: URLSearchParams, name: string): number | undefined {
    const value = query.get(name);
    if (value === null || value === '') return undefined;
    if (!/^\d{1,9}$/.test(value)) throw unknown(name, value);
    return Number(value);
  },

  flag(query: URLSearchParams, name: string): boolean {
    const value = query.get(name);
    if (value === null || value === 'false' || value === '0') return false;
    if (value === '' || value === 'true' || value === '1') return true;
    throw unknown(name, value);
  },
};

/** Who writes, when the client does not say: the first word of its user agent, as kube-apiserver does it. */
function managerOf(request: ApiRequest): string {
  const agent = headerText(request.headers, 'user-agent') ?? '';
  return agent.split('/')[0]?.slice(0, 128) || 'unknown';
}

function text<Name extends string>(query: URLSearchParams, name: Name): { readonly [key in Name]?: string } {
  const value = query.get(name);
  return (value ? { [name]: value } : {}) as { readonly [key in Name]?: string };
}

function unknown(name: string, value: string): ApiError {
  return new ApiError('BadRequest', `the query parameter ${name} has the value "${value}", which means nothing`);
}
