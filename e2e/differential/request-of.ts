import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { Kind } from '#api/meta/kind.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import { comparedKinds } from './compared-kinds.ts';
import type { Request } from './create-sender.ts';

const patchTypes: { readonly [verb: string]: string } = {
  MERGE: 'application/merge-patch+json',
  JSON: 'application/json-patch+json',
  STRATEGIC: 'application/strategic-merge-patch+json',
  APPLY: 'application/apply-patch+yaml',
};

const kinds: readonly Kind[] = comparedKinds.after;

interface Written {
  readonly verb: string;
  readonly target: string;
  readonly body: unknown;
  readonly namespace: string;
}

/** The HTTP request that a step stands for. */
export function requestOf({ verb, target, body, namespace }: Written): Request {
  const given = isJsonObject(body) ? body : {};
  const {
    $headers: headers = {},
    $raw: raw,
    $type: type,
    $whole: whole,
    ...fields
  } = given as {
    readonly $headers?: object;
    readonly $raw?: string;
    readonly $type?: string;
    readonly $whole?: unknown;
    readonly [name: string]: unknown;
  };
  const content = type ?? patchTypes[verb];
  const empty =
    body === undefined ||
    (isJsonObject(body) &&
      Object.keys(fields).length === 0 &&
      raw === undefined &&
      whole === undefined &&
      content === undefined &&
      verb !== 'POST' &&
      verb !== 'PUT');
  return {
    method: patchTypes[verb] === undefined ? verb : 'PATCH',
    path: pathOf(target, namespace),
    headers: { ...(content === undefined ? {} : { 'content-type': content }), ...headers },
    ...(empty ? {} : { body: raw ?? whole ?? completed({ verb, target, body: isJsonObject(body) ? fields : body }) }),
  };
}

function kindOf(target: string): Kind | undefined {
  return kinds.find(({ plural }) => plural === target.split(/[/?]/)[0]);
}

/** A target that begins with a slash is a path as it is; otherwise it is a resource in the namespace of the case. */
function pathOf(target: string, namespace: string): string {
  if (target.startsWith('/')) return target;
  const kind = kindOf(target);
  if (!kind) throw new Error(`no kind has the plural of ${target}`);
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${apiVersion(kind)}`;
  return `${root}${kind.scope === 'Namespaced' ? `/namespaces/${namespace}` : ''}/${target}`;
}

/** Objects may leave out what their target says already: apiVersion, kind, and in an apply the name. */
function completed({ verb, target, body }: Omit<Written, 'namespace'>): unknown {
  if (!isJsonObject(body) || target.startsWith('/') || !['POST', 'PUT', 'APPLY'].includes(verb)) return body;
  const kind = kindOf(target);
  if (!kind) return body;
  const [, name, subresource] = (target.split('?')[0] ?? '').split('/');
  const type =
    subresource === 'scale'
      ? { apiVersion: 'autoscaling/v1', kind: 'Scale' }
      : { apiVersion: apiVersion(kind), kind: kind.kind };
  const metadata = body['metadata'] ?? {};
  if (name === undefined || !isJsonObject(metadata)) return { ...type, ...body };
  return { ...type, ...body, metadata: { name, ...metadata } };
}
