import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { storedForm } from '#engine/stored-form.ts';
import type { DecodedValues } from '#engine/watch/object-codec.ts';
import type { WorldSnapshot } from './world-snapshot.ts';

type Stored = ReturnType<typeof storedForm>;

/** A snapshot in the forms that worlds begin with, made once for all the worlds that begin with it: nobody changes any of it. */
export class Restoration {
  readonly snapshot: WorldSnapshot;
  /** Objects that one world has decoded are those of the next. */
  readonly decoded: DecodedValues = new WeakMap();
  readonly #stored = new Map<readonly KubeObject[], readonly Stored[]>();
  readonly #lines = new Map<string, readonly string[]>();

  constructor(snapshot: WorldSnapshot) {
    this.snapshot = snapshot;
  }

  /** Objects as an engine that serves these kinds keeps them: uids, owners and field managers stay; those of other kinds are left out. */
  stored(objects: readonly KubeObject[], kinds: readonly Kind[]): readonly Stored[] {
    const found = this.#stored.get(objects);
    if (found !== undefined) {
      return found;
    }
    const known = new Map(kinds.map((kind) => [`${apiVersion(kind)} ${kind.kind}`, kind]));
    const made = objects.flatMap((object) => {
      const kind = known.get(`${object.apiVersion} ${object.kind}`);
      return kind === undefined ? [] : [storedForm(kind, object)];
    });
    this.#stored.set(objects, made);
    return made;
  }

  /** The journal of a machine as it stands on its disk, by the uid of its Machine. */
  journal(uid: string): readonly string[] {
    const lines = this.#lines.get(uid) ?? (this.snapshot.journals[uid] ?? []).map((entry) => JSON.stringify(entry));
    this.#lines.set(uid, lines);
    return lines;
  }
}
