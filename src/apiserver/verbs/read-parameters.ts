import { ApiError, type StatusCause } from '#api/meta/api-error.ts';
import type { ListOptions, WriteOptions } from '#capabilities/object-api.ts';
import { problem } from '#engine/schema/problem.ts';
import { refusal } from '#engine/refusal.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { headerText } from '../http/header-text.ts';

const longestManager = 128;

/** Query parameters as the ObjectApi's options; refused as kube-apiserver does where they mean nothing. */
export const readParameters = {
  list(request: ApiRequest, namespace: string | undefined, watches = false): ListOptions {
    const { query, signal } = request;
    const limit = readParameters.count(query, 'limit');
    const causes = listProblems(query, watches);
    if (causes.length > 0) throw refusal.options('ListOptions', causes);
    if (query.get('continue') && (query.get('resourceVersion') ?? '0') !== '0' && query.get('resourceVersion') !== '') {
      throw new ApiError('BadRequest', 'specifying resource version is not allowed when using continue');
    }
    const match = query.get('resourceVersionMatch');
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

  /** `kind`: of the options, e.g. `CreateOptions`. */
  write(
    request: ApiRequest,
    kind: string,
    onWarning: (text: string) => void,
  ): WriteOptions & { readonly fieldManager: string } {
    const { query, signal } = request;
    const validation = query.get('fieldValidation') || undefined;
    const manager = query.get('fieldManager') ?? '';
    const causes = [...dryRunProblems(query.getAll('dryRun')), ...managerProblems(manager)];
    if (validation !== undefined && validation !== 'Strict' && validation !== 'Warn' && validation !== 'Ignore') {
      causes.push(problem.unsupported('fieldValidation', validation, ['', 'Ignore', 'Warn', 'Strict']));
    }
    if (causes.length > 0) throw refusal.options(kind, causes);
    return {
      signal,
      onWarning,
      fieldManager: manager || managerOf(request),
      ...(validation === 'Strict' || validation === 'Warn' || validation === 'Ignore'
        ? { fieldValidation: validation }
        : {}),
      ...(query.has('dryRun') ? { dryRun: true } : {}),
    };
  },

  count(query: URLSearchParams, name: string): number | undefined {
    const value = query.get(name);
    if (value === null || value === '') return undefined;
    if (!/^-?\d{1,15}$/.test(value)) {
      throw new ApiError('BadRequest', `the query parameter ${name} has the value "${value}", which is no number`);
    }
    return Math.max(0, Number(value));
  },

  /** Everything but `false` and `0` means yes, as kube-apiserver reads it. */
  flag(query: URLSearchParams, name: string): boolean {
    const value = query.get(name);
    return value !== null && value !== 'false' && value !== '0';
  },

  dryRunProblems,
};

function dryRunProblems(values: readonly unknown[]): StatusCause[] {
  if (values.every((value) => value === 'All')) return [];
  const message = `Unsupported value: ${JSON.stringify(values)}: supported values: "All"`;
  return [{ reason: 'FieldValueNotSupported', field: 'dryRun', message }];
}

function managerProblems(manager: string): StatusCause[] {
  if (manager.length > longestManager) return [problem.tooLong('fieldManager', longestManager)];
  const odd = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.exec(manager);
  if (!odd) return [];
  const code = (odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return [problem.invalid('fieldManager', manager, `invalid character U+${code} (at position ${odd.index})`)];
}

/** What of the options of a list (or of a watch) contradicts itself. */
function listProblems(query: URLSearchParams, watches: boolean): readonly StatusCause[] {
  const match = query.get('resourceVersionMatch') ?? '';
  const version = query.get('resourceVersion') ?? '';
  const field = 'resourceVersionMatch';
  if (watches) return watchProblems(query, match);
  if (query.has('sendInitialEvents'))
    return [problem.forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list')];
  if (match === '') return [];
  const causes: StatusCause[] = [];
  if (query.get('continue')) causes.push(problem.forbidden(field, `${field} is forbidden when continue is provided`));
  if (version === '') causes.push(problem.forbidden(field, `${field} is forbidden unless resourceVersion is provided`));
  if (match !== 'Exact' && match !== 'NotOlderThan')
    causes.push(problem.unsupported(field, match, ['Exact', 'NotOlderThan', '']));
  if (match === 'Exact' && version === '0')
    causes.push(problem.forbidden(field, `${field} "exact" is forbidden for resourceVersion "0"`));
  return causes;
}

function watchProblems(query: URLSearchParams, match: string): readonly StatusCause[] {
  const field = 'resourceVersionMatch';
  const causes: StatusCause[] = [];
  const asked = query.has('sendInitialEvents');
  if (asked && match !== 'NotOlderThan')
    causes.push(problem.forbidden(field, `sendInitialEvents requires setting ${field} to NotOlderThan`));
  if (!asked && match !== '')
    causes.push(problem.forbidden(field, `${field} is forbidden for watch unless sendInitialEvents is provided`));
  if (asked && match !== '' && match !== 'NotOlderThan')
    causes.push(problem.unsupported(field, match, ['NotOlderThan']));
  if (query.get('continue')) causes.push(problem.forbidden(field, `${field} is forbidden when continue is provided`));
  return causes;
}

/** Who writes, when the client does not say: the first word of its user agent, as kube-apiserver does it. */
function managerOf(request: ApiRequest): string {
  const agent = headerText(request.headers, 'user-agent') ?? '';
  return agent.split('/')[0]?.slice(0, longestManager) || 'unknown';
}

function text<Name extends string>(query: URLSearchParams, name: Name): { readonly [key in Name]?: string } {
  const value = query.get(name);
  return (value ? { [name]: value } : {}) as { readonly [key in Name]?: string };
}
