import type { BuildStep } from './build-plan.ts';

/** The name under which a step's duration is remembered: fetching an artifact takes another time than building it. */
export function durationName({ id, lane, recipe }: BuildStep): string {
  return lane === 'download' || recipe.type === 'image-system' ? `${recipe.type} ${id}` : id;
}
