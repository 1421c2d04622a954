import { ordinalOf } from '../naming/ordinal-of.ts';

export interface Removable {
  readonly name: string;
  readonly ready: boolean;
}

/** Which machines go when a pool shrinks by `count`: first those that are not ready, then the highest ordinals. */
export function machinesToRemove<M extends Removable>(machines: readonly M[], count: number): readonly M[] {
  return machines
    .toSorted((a, b) => Number(a.ready) - Number(b.ready) || ordinalOf(b.name) - ordinalOf(a.name))
    .slice(0, Math.max(0, count));
}
