import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';

/** One object of a store that is another than before. */
export interface ObjectChange {
  /** `Kind namespace/name`. */
  readonly label: string;
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
}

/** Kinds whose objects say what happened rather than what is. */
const told = new Set(['Event', 'Lease']);

/** The objects of a store as they are now, for those who look at every step and may not wait. */
export class ObservedStore {
  readonly objects = new Map<string, KubeObject>();
  readonly #listeners: ((change: ObjectChange) => void)[] = [];
  readonly #close: (() => void)[] = [];

  constructor(objects: ObjectApi, kinds: readonly Kind[]) {
    for (const kind of kinds.filter((one) => !told.has(one.kind))) {
      void this.#follow(objects, kind);
    }
  }

  onChange(listener: (change: ObjectChange) => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    for (const close of this.#close) {
      close();
    }
  }

  async #follow(objects: ObjectApi, kind: Kind): Promise<void> {
    const watch = objects.watch(kind);
    this.#close.push(() => watch.close());
    for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
      for (const event of events) {
        if (event.type !== 'BOOKMARK') {
          this.#note(event.object, event.type === 'DELETED');
        }
      }
    }
  }

  #note(object: KubeObject, gone: boolean): void {
    const { namespace, name } = object.metadata;
    const label = `${object.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
    const before = this.objects.get(label);
    if (gone) {
      this.objects.delete(label);
    } else {
      this.objects.set(label, object);
    }
    for (const listener of this.#listeners) {
      listener({ label, before, after: gone ? undefined : object });
    }
  }
}
