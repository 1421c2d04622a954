import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectKey } from '#capabilities/object-api.ts';
import type { Controller } from './controller.ts';
import { kindId } from './kind-id.ts';
import { looksSame } from './looks-same.ts';
import type { CacheChange } from './object-cache.ts';
import { wakesByObject, type Wake } from './wakes-by-object.ts';

type Rule = (change: CacheChange) => readonly Wake[];

/** From the declarations of all controllers: which keys a change of an object wakes. */
export class WakeMap {
  readonly #rules = new Map<string, Rule[]>();

  constructor(controllers: readonly Controller[]) {
    for (const controller of controllers) {
      this.#add(controller.for, (change) => own(controller, change));
      for (const kind of controller.owns) {
        this.#add(kind, (change) => wakesByObject(controller, change, (object) => owners(controller.for, object)));
      }
      for (const { kind, looksAt, wakes } of controller.reads) {
        this.#add(kind, (change) =>
          looksAt !== undefined && looksSame(change, looksAt) ? [] : wakesByObject(controller, change, wakes),
        );
      }
    }
  }

  wakes(kind: Kind, change: CacheChange): readonly Wake[] {
    return (this.#rules.get(kindId(kind)) ?? []).flatMap((rule) => rule(change));
  }

  #add(kind: Kind, rule: Rule): void {
    const rules = this.#rules.get(kindId(kind)) ?? [];
    this.#rules.set(kindId(kind), rules);
    rules.push(rule);
  }
}

function own(controller: Controller, { old, current, initial }: CacheChange): readonly Wake[] {
  const object = current ?? old;
  if (object === undefined) {
    return [];
  }
  const byUser =
    current !== undefined &&
    (old === undefined ||
      old.metadata.generation !== current.metadata.generation ||
      (old.metadata.deletionTimestamp === undefined && current.metadata.deletionTimestamp !== undefined));
  return [
    { controller: controller.name, keys: [object.metadata], priority: initial ? 'resync' : byUser ? 'user' : 'event' },
  ];
}

function owners(kind: Kind, object: KubeObject): readonly ObjectKey[] {
  return (object.metadata.ownerReferences ?? [])
    .filter(
      (reference) =>
        reference.kind === kind.kind && reference.apiVersion.split('/').slice(0, -1).join('/') === kind.group,
    )
    .map(({ name }) => (kind.scope === 'Namespaced' ? { namespace: object.metadata.namespace, name } : { name }));
}
