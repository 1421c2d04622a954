import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi, Watch } from '#capabilities/object-api.ts';
import { keyText } from '#runtime/key-text.ts';
import type { Caller } from './incarnation.ts';

/** An ObjectApi whose every call and every watch delivery happens when the scheduler lets it. `place` names it in the trace. */
export function scheduleObjects(objects: ObjectApi, incarnation: Caller, place: string): ObjectApi {
  const say = (
    verb: string,
    kind: { readonly kind: string },
    key?: { readonly namespace?: string | undefined; readonly name?: string | undefined },
  ): string =>
    `${place} ${verb} ${kind.kind}${key?.name === undefined ? '' : ` ${keyText({ namespace: key.namespace, name: key.name })}`}`;
  return {
    get: (kind, key, options) => incarnation.call(say('get', kind, key), () => objects.get(kind, key, options)),
    list: (kind, options) => incarnation.call(say('list', kind), () => objects.list(kind, options)),
    watch: (kind, options) => scheduleWatch(() => objects.watch(kind, options), incarnation, say('watch', kind)),
    create: (kind, object, options) =>
      incarnation.call(say('create', kind, object.metadata), () => objects.create(kind, object, options)),
    update: (kind, object, options) =>
      incarnation.call(say('update', kind, object.metadata), () => objects.update(kind, object, options)),
    patch: (kind, key, patch) => incarnation.call(say('patch', kind, key), () => objects.patch(kind, key, patch)),
    apply: (kind, object, options) =>
      incarnation.call(
        say(`apply${options.subresource === undefined ? '' : ` ${options.subresource}`}`, kind, object.metadata),
        () => objects.apply(kind, object, options),
      ),
    delete: (kind, key, options) =>
      incarnation.call(say('delete', kind, key), () => objects.delete(kind, key, options)),
  };
}

function scheduleWatch<T extends KubeObject>(open: () => Watch<T>, incarnation: Caller, label: string): Watch<T> {
  const watch = open();
  incarnation.onCrash(() => watch.close());
  /** What was delivered and will be once more. */
  let again: Awaited<ReturnType<Watch<T>['next']>> | undefined;
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const repeated = again;
        if (repeated !== undefined) {
          again = undefined;
          incarnation.deliver(`${label} ${repeated.length} again`, () => resolve(repeated));
          return;
        }
        watch.next().then(
          (events) => {
            again = events.length > 0 && incarnation.arrivesTwice() ? events : undefined;
            incarnation.deliver(`${label} ${events.length}`, () => resolve(events));
          },
          (error: unknown) => incarnation.deliver(`${label} failed`, () => reject(error)),
        );
      }),
    close: () => watch.close(),
  };
}
