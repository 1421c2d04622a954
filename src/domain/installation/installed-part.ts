import type { Kind } from '#api/meta/kind.ts';

/** One object of an installation, stated whole. */
export interface InstalledPart {
  readonly kind: Kind;
  readonly object: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
    readonly [field: string]: unknown;
  };
}
