import type { ObjectApi, WatchEvent } from '#capabilities/object-api.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import type { ObjectMeta } from '#api/meta/object-meta.ts';
import type { Widget } from './widget.ts';

/** What a case works with. */
export interface ConformanceContext {
  readonly api: ObjectApi;
  /** A namespace of its own. */
  readonly namespace: string;
  /** A Widget of that namespace. */
  widget(name: string, spec?: Widget['spec'], metadata?: Partial<ObjectMeta>): Unsaved<Widget>;
  /** Expects a refusal with this reason, and a message in which the pattern is found. */
  refuses(call: Promise<unknown>, reason: string, message?: RegExp): Promise<void>;
  /** Reads a watch until that many events other than bookmarks have come. */
  read(watch: { next(): Promise<readonly WatchEvent<KubeObject>[]> }, count: number): Promise<readonly string[]>;
}

/** One sentence about every ObjectApi, with the way to check it. */
export interface ConformanceCase {
  readonly name: string;
  run(context: ConformanceContext): Promise<void>;
}
