import type { Kind } from '#api/meta/kind.ts';

/** Which objects of one kind a `get` is about. */
export interface Selection {
  readonly kind: Kind;
  /** Empty: all. */
  readonly names: readonly string[];
  readonly namespace: string | undefined;
  readonly selector: string | undefined;
}
