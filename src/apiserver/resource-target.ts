import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import { isBuiltin } from '#engine/is-builtin.ts';
import { refusal } from '#engine/refusal.ts';
import { splitGroup } from './split-group.ts';

/** The part of the API a path names: objects of a kind, one of them, or one of its subresources. */
export interface ResourceTarget {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** One object, or one of its subresources. */
export type NamedTarget = ResourceTarget & { readonly name: string };

/** Finds what a path names among the kinds that are served; NotFound, as kube-apiserver says it, for all else. */
export function resourceTarget(kinds: readonly Kind[], segments: readonly string[]): ResourceTarget {
  const split = splitGroup(segments);
  if (!split) throw notFound();
  const { namespace, parts } = splitNamespace(split.rest);
  const [plural, name, subresource, ...more] = parts;
  const kind = kinds.find((one) => one.group === split.group && one.version === split.version && one.plural === plural);
  if (kind && more.length > 0 && !isBuiltin(kind)) throw refusal.notFound(kind, name ?? '');
  if (!kind || more.length > 0 || (kind.scope === 'Cluster' && namespace !== undefined)) throw notFound();
  if (!served(kind, subresource)) throw isBuiltin(kind) ? notFound() : refusal.notFound(kind, name ?? '');
  if (kind.scope === 'Namespaced' && name !== undefined && namespace === undefined) throw notFound();
  return { kind, namespace, name, subresource };
}

/** `namespaces/NAME/RESOURCE…` names a resource in a namespace, unless it names the namespace itself or its status. */
function splitNamespace(rest: readonly string[]): { namespace: string | undefined; parts: readonly string[] } {
  const [first, namespace, resource] = rest;
  if (first !== 'namespaces' || resource === undefined || resource === 'status' || resource === 'finalize')
    return { namespace: undefined, parts: rest };
  return { namespace, parts: rest.slice(2) };
}

function served(kind: Kind, subresource: string | undefined): boolean {
  if (subresource === undefined) return true;
  if (subresource === 'finalize') return kind.group === '' && kind.plural === 'namespaces';
  return (subresource === 'status' && kind.statusSubresource) || (subresource === 'scale' && kind.scale !== undefined);
}

function notFound(): ApiError {
  return new ApiError('NotFound', 'the server could not find the requested resource');
}
