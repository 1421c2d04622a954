import type { EffectTarget } from './effect.ts';

/** The id of an effect: the same for every attempt and for plan and run. */
export function effectId(target: EffectTarget): string {
  return `${target.world} ${target.verb} ${target.resource} ${target.name}`;
}
