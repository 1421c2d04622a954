import type { ScalePaths } from '#api/meta/kind.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { refusal } from '../refusal.ts';

/** The scale subresource of a kind; NotFound where it has none. */
export function scalePaths(kind: RegisteredKind, name: string): ScalePaths {
  if (kind.kind.scale) return kind.kind.scale;
  throw refusal.notFound(kind.kind, `${name}/scale`);
}
