import { Event } from '#api/builtin/event.ts';
import { kinds } from '#api/kinds.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';

/** An object, and what may have to do with it. */
export interface Surroundings {
  readonly object: KubeObject;
  /** All objects of Slipway's kinds in its namespace and without one. */
  readonly others: readonly KubeObject[];
  /** Events of its namespace. */
  readonly events: readonly Event[];
}

/** Reads them; ApiError NotFound when there is no such object. */
export async function readSurroundings(
  client: KubeClient,
  kind: Kind,
  key: { readonly namespace: string | undefined; readonly name: string },
): Promise<Surroundings> {
  const object = await client.objects.get(kind, key);
  const { namespace } = object.metadata;
  const lists = await Promise.all(
    kinds.map((one) =>
      client.objects.list(one, one.scope === 'Namespaced' && namespace !== undefined ? { namespace } : {}),
    ),
  );
  // Events of objects without a namespace are kept in `default`.
  const homes = [...new Set([namespace ?? 'default', 'default'])];
  const events = await Promise.all(homes.map((home) => client.objects.list(Event, { namespace: home })));
  return {
    object,
    others: lists.flatMap(({ items }) => items),
    events: events.flatMap(({ items }) => items),
  };
}
