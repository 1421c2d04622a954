import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ObjectKey } from '#capabilities/object-api.ts';

export type Query = { readonly [name: string]: string | number | boolean | undefined };

type Place = Pick<Kind, 'group' | 'version' | 'plural' | 'scope' | 'kind'>;

/** Paths of Kubernetes' API, with their query. */
export const resourcePath = {
  /** All objects of a kind, in one namespace or everywhere. */
  collection(kind: Place, namespace: string | undefined, query: Query = {}): string {
    const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
    const within = kind.scope === 'Cluster' || !namespace ? '' : `/namespaces/${segment(namespace)}`;
    return `${root}${within}/${kind.plural}${queryText(query)}`;
  },

  /** One object, or one of its subresources. */
  object(kind: Place, key: ObjectKey, options: { subresource?: string | undefined; query?: Query } = {}): string {
    const subresource = options.subresource === undefined ? '' : `/${options.subresource}`;
    return `${resourcePath.home(kind, key.namespace)}/${segment(key.name)}${subresource}${queryText(options.query ?? {})}`;
  },

  /** Where an object of a kind is created: BadRequest without the namespace that it needs. */
  home(kind: Place, namespace: string | undefined, query: Query = {}): string {
    if (kind.scope === 'Namespaced' && !namespace) {
      throw new ApiError('BadRequest', `an object of kind ${kind.kind} lives in a namespace; name it`);
    }
    return resourcePath.collection(kind, namespace, query);
  },
};

function segment(name: string): string {
  if (name === '' || name === '.' || name === '..' || name.includes('/')) {
    throw new ApiError('BadRequest', `"${name}" cannot be the name of an object`);
  }
  return encodeURIComponent(name);
}

function queryText(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
